import { z } from 'zod';
import type { CoarserColumn, CostFigures, WithoutColumn } from '../../artifacts/risk-result.ts';
import { refuse } from '../../errors/pipeline-error.ts';
import type { Engine } from '../../engine/engine.ts';
import { CLASSES } from '../../sql/risk-classes.ts';
import { emitLevelUp, emitRaisedClasses, emitUnlisted, RAISED } from '../../sql/risk-levels.ts';
import { quasiNames } from '../../sql/risk-rows.ts';
import { emitCoarserDiversity } from '../../sql/risk-sensitive.ts';
import { COARSER, emitCoarser, type CoarserClasses } from '../../sql/risk-sizes.ts';
import { heightOf, type Hierarchy } from '../lattice/hierarchy.ts';
import { readSizes, summariseSizes } from './measure-sizes.ts';
import type { RiskQuestion } from './question.ts';

const number = z.coerce.number();

/** What each quasi-identifier costs: the figures with it left out. Persons are counted anew, not summed. */
export async function measureWithout(
  engine: Engine,
  q: RiskQuestion,
  shared: boolean,
): Promise<readonly WithoutColumn[]> {
  const all = quasiNames(q.columns.kvasi.length);
  const found: WithoutColumn[] = [];
  for (const [i, column] of q.columns.kvasi.entries()) {
    const classes = { from: CLASSES, names: all.filter((_, j) => j !== i), shared };
    found.push({ column, ...(await measureCost(engine, q, classes)) });
  }
  return found;
}

/**
 * The figures with each quasi-identifier one level coarser, all others as they are; null where no coarser level is given.
 * Throws `risk.hierarchy-misses` (exit 13) for values that a hierarchy does not list.
 */
export async function measureCoarser(
  engine: Engine,
  q: RiskQuestion,
  shared: boolean,
): Promise<readonly CoarserColumn[]> {
  const names = quasiNames(q.columns.kvasi.length);
  const found: CoarserColumn[] = [];
  for (const [place, column] of q.columns.kvasi.entries()) {
    const hierarchy = q.coarser[place] ?? null;
    if (hierarchy === null || heightOf(hierarchy) === 0) {
      found.push({ column, figures: null });
      continue;
    }
    await raise(engine, place, column, hierarchy);
    found.push({ column, figures: await measureCost(engine, q, { from: RAISED, names, shared }) });
  }
  return found;
}

/** Puts the classes with one quasi-identifier a level coarser into `RAISED`. */
async function raise(engine: Engine, place: number, column: string, { labels, levels }: Hierarchy) {
  const [leaves = [], above = []] = labels;
  const pairs = leaves.map((leaf, i) => [leaf, above[levels[1]?.[i] ?? -1] ?? ''] as const);
  await engine.run(emitLevelUp(pairs));
  const [row] = await engine.read(emitUnlisted(place), z.object({ n: number }));
  const values = row?.n ?? 0;
  if (values > 0) throw refuse('run', 'risk.hierarchy-misses', column, { values });
  await engine.run(emitRaisedClasses(place));
}

async function measureCost(engine: Engine, q: RiskQuestion, classes: CoarserClasses): Promise<CostFigures> {
  await engine.run(emitCoarser(classes));
  const sizes = await readSizes(engine, COARSER, classes, q.wildcard);
  return { ...summariseSizes(sizes, q.threshold), l: await readDiversity(engine, q, classes) };
}

async function readDiversity(
  engine: Engine,
  q: RiskQuestion,
  classes: CoarserClasses,
): Promise<number | null> {
  const found: number[] = [];
  for (const i of q.columns.sensitiv.keys()) {
    const [row] = await engine.read(emitCoarserDiversity(i, classes), z.object({ n: number }));
    found.push(row?.n ?? 0);
  }
  return found.length === 0 ? null : Math.min(...found);
}
