import { z } from 'zod';
import type { MeasuredFigures, RiskFigures } from '../../artifacts/risk-result.ts';
import { refuse } from '../../errors/pipeline-error.ts';
import type { Engine } from '../../engine/engine.ts';
import { CLASSES } from '../../sql/risk-classes.ts';
import { emitRiskRows, emitRowCounts, quasiNames } from '../../sql/risk-rows.ts';
import { checkDemands, distanceOf, diversityOf } from './check-demands.ts';
import { countTable } from './measure-classes.ts';
import { measureCoarser, measureWithout } from './measure-cost.ts';
import { measureEvents } from './measure-events.ts';
import {
  measureHousehold,
  measureIndividual,
  measurePopulation,
  measureUniques,
} from './measure-population.ts';
import { measureSensitive } from './measure-sensitive.ts';
import { readSizes, summariseSizes } from './measure-sizes.ts';
import { measureSeparation, measureSubsets, measureSuda } from './measure-suda.ts';
import type { RiskQuestion } from './question.ts';

/**
 * Every figure that is asked of the table behind the view `RISK_FILE`, all from one count of its classes and what is counted
 * beside it. Throws, without any cell value, what its parts throw, and `run.extract-empty`, `risk.nothing-measured`,
 * `risk.all-missing`, `risk.no-person`, `risk.weight` (exit 13): a table that cannot be measured has no figures.
 */
export async function measureTable(engine: Engine, q: RiskQuestion): Promise<MeasuredFigures> {
  const counted = await countRows(engine, q);
  await engine.run(emitRiskRows(q.columns, q.leftOut));
  const table = await countTable(engine, q);
  const shared = table.severalClasses;
  const names = quasiNames(q.columns.kvasi.length);
  const sizes = await readSizes(engine, CLASSES, { from: CLASSES, names, shared }, q.wildcard);
  const figures = summariseSizes(sizes, q.threshold);
  const sensitive: RiskFigures['sensitive'][number][] = [];
  for (const i of q.columns.sensitiv.keys()) sensitive.push(await measureSensitive(engine, q, i));
  const events = await measureEvents(engine, q, figures.k);
  return {
    rows: counted.rows,
    rowsSuppressed: counted.suppressed,
    rowsMissing: counted.missing,
    unit: q.columns.person === null ? 'row' : 'person',
    persons: table.persons,
    severalClasses: shared,
    ...figures,
    ...(await measureSeparation(engine, names, shared)),
    classSizes: sizes,
    l: least(sensitive.map((s) => diversityOf(s, q))),
    t: greatest(sensitive.map((s) => distanceOf(s, q))),
    sensitive,
    population: await measurePopulation(engine, q),
    populationUniques: await measureUniques(engine, q, table, sizes),
    individual: await measureIndividual(engine, q, shared),
    household: await measureHousehold(engine, q),
    suda: await measureSuda(engine, q, shared),
    subsets: await measureSubsets(engine, q, shared),
    events,
    without: await measureWithout(engine, q, shared),
    coarser: await measureCoarser(engine, q, shared),
    choices: q.choices,
    demands: checkDemands(q, { k: figures.k, sensitive, events }),
  };
}

const number = z.coerce.number();
const rowCounts = z.object({
  rows: number,
  suppressed: number,
  missing: number,
  blank: number,
  nobody: number,
  unweighted: number,
});

async function countRows(engine: Engine, q: RiskQuestion): Promise<z.infer<typeof rowCounts>> {
  const [counted] = await engine.read(emitRowCounts(q.columns, q.leftOut), rowCounts);
  if (counted === undefined || counted.rows === 0) throw refuse('run', 'run.extract-empty', '--data', {});
  const left = counted.suppressed + counted.missing;
  if (left === counted.rows) throw refuse('run', 'risk.nothing-measured', '--data', { left });
  if (left + counted.blank === counted.rows)
    throw refuse('run', 'risk.all-missing', '--kvasi', { rows: counted.blank });
  if (counted.nobody > 0) throw refuse('run', 'risk.no-person', '--person', { rows: counted.nobody });
  if (counted.unweighted > 0) throw refuse('run', 'risk.weight', '--vekt', { rows: counted.unweighted });
  return counted;
}

const least = (values: readonly number[]): number | null =>
  values.length === 0 ? null : Math.min(...values);

/** Null where there is no value, or one could not be measured. */
function greatest(values: readonly (number | null)[]): number | null {
  const known = values.flatMap((value) => (value === null ? [] : [value]));
  return known.length === 0 || known.length < values.length ? null : Math.max(...known);
}
