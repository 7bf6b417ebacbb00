import { z } from 'zod';
import type { RiskFigures, SudaFigures } from '../../artifacts/risk-result.ts';
import type { Engine } from '../../engine/engine.ts';
import { CLASSES } from '../../sql/risk-classes.ts';
import { quasiNames } from '../../sql/risk-rows.ts';
import { emitSeparation } from '../../sql/risk-sizes.ts';
import {
  emitCombinations,
  emitMinimalTable,
  emitMinimalUniques,
  emitScores,
  emitScoreTable,
} from '../../sql/risk-suda.ts';
import type { RiskQuestion } from './question.ts';

const number = z.coerce.number();
const combinationRow = z.object({ mask: number, records: number, points: number });
const scoreRow = z.object({ score: number, dis: number, records: number });

/** Which combinations of quasi-identifiers single records out, and how special that makes them (SUDA2). */
export async function measureSuda(
  engine: Engine,
  q: RiskQuestion,
  shared: boolean,
): Promise<SudaFigures | null> {
  if (q.suda === null) return null;
  const { scoring, maxSize, fraction } = q.suda;
  const columns = q.columns.kvasi;
  const names = quasiNames(columns.length);
  await engine.run(emitMinimalTable());
  for (const mask of listMasks(columns.length, maxSize))
    await engine.run(emitMinimalUniques(ofMask(names, mask), mask, shared));
  await engine.run(emitScores(scoring, columns.length));
  const found = await engine.read(emitCombinations(scoring, columns.length), combinationRow);
  const total = found.reduce((sum, c) => sum + c.points, 0);
  const percent = (i: number): number =>
    total === 0 ? 0 : (100 * found.reduce((sum, c) => sum + (hasBit(c.mask, i) ? c.points : 0), 0)) / total;
  return {
    scoring,
    maxSize,
    disFraction: fraction,
    combinations: found.map((c) => ({ columns: ofMask(columns, c.mask), records: c.records })),
    scores: await engine.read(emitScoreTable(columns.length, fraction), scoreRow),
    contributions: Object.fromEntries(columns.map((column, i) => [column, percent(i)])),
  };
}

const separationRow = z.object({ distinction: number, separation: number });

/** Distinction and separation of every set of quasi-identifiers, the small sets first; null where not asked for. */
export async function measureSubsets(
  engine: Engine,
  q: RiskQuestion,
  shared: boolean,
): Promise<RiskFigures['subsets']> {
  if (!q.subsets) return null;
  const columns = q.columns.kvasi;
  const found: { columns: readonly string[]; distinction: number; separation: number }[] = [];
  for (const mask of listMasks(columns.length, columns.length))
    found.push({
      columns: ofMask(columns, mask),
      ...(await measureSeparation(engine, ofMask(quasiNames(columns.length), mask), shared)),
    });
  return found;
}

/** Distinction and separation of one set. */
export async function measureSeparation(
  engine: Engine,
  names: readonly string[],
  shared: boolean,
): Promise<z.infer<typeof separationRow>> {
  const [row] = await engine.read(emitSeparation({ from: CLASSES, names, shared }), separationRow);
  if (row === undefined) throw new Error('an aggregate without groups gave no row');
  return row;
}

const hasBit = (mask: number, bit: number): boolean => Math.floor(mask / 2 ** bit) % 2 === 1;
const ofMask = (names: readonly string[], mask: number): readonly string[] =>
  names.filter((_, i) => hasBit(mask, i));

/** Every non-empty set of at most `largest` of `count`, as bits: by size, then by number. */
function listMasks(count: number, largest: number): readonly number[] {
  const size = (mask: number): number =>
    Array.from({ length: count }, (_, i) => hasBit(mask, i)).filter(Boolean).length;
  return Array.from({ length: 2 ** count - 1 }, (_, i) => i + 1)
    .map((mask) => ({ mask, size: size(mask) }))
    .filter((set) => set.size <= largest)
    .sort((a, b) => a.size - b.size || a.mask - b.mask)
    .map((set) => set.mask);
}
