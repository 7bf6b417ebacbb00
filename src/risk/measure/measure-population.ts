import { z } from 'zod';
import type { PopulationFigures, RiskFigures, RiskSums } from '../../artifacts/risk-result.ts';
import { refuse } from '../../errors/pipeline-error.ts';
import type { Engine } from '../../engine/engine.ts';
import { emitHouseholdSums, emitIndividual, emitIndividualSums } from '../../sql/risk-individual.ts';
import {
  emitJoined,
  emitJoinedByWeight,
  emitPopulation,
  emitPopulationFigures,
  emitPopulationSize,
} from '../../sql/risk-population.ts';
import type { Statement } from '../../sql/statement.ts';
import type { ClassSize } from './class-size.ts';
import type { CountedTable } from './measure-classes.ts';
import { estimatePopulationUniques } from './population-uniques.ts';
import type { RiskQuestion } from './question.ts';

const number = z.coerce.number();
const figuresRow = z.object({
  least: number,
  at_risk: number,
  classes_share: number,
  marketer: number,
  k_map: number,
  presence_min: number,
  presence_max: number,
  presence_in_sample: number,
  absent: number,
  smaller: number,
  persons: number,
  size: number,
});

/**
 * What a population file says of the data: k-map, presence, journalist and marketer risk; without a file the weights
 * estimate the sizes of its classes; null without either.
 */
export async function measurePopulation(engine: Engine, q: RiskQuestion): Promise<PopulationFigures | null> {
  if (q.population === null && q.columns.vekt === null) return null;
  if (q.population === null) await engine.run(emitJoinedByWeight());
  else {
    await engine.run(emitPopulation(q.columns.kvasi, q.population.person));
    await engine.run(emitJoined(q.columns.kvasi.length));
  }
  const [f] = await engine.read(emitPopulationFigures(q.threshold), figuresRow);
  if (f === undefined) throw new Error('an aggregate without groups gave no row');
  const unit = (q.population?.person ?? null) === null ? ('row' as const) : ('person' as const);
  const byFile = q.population !== null;
  return {
    source: byFile ? 'file' : 'weights',
    unit: byFile ? unit : 'weight',
    size: f.size,
    kMap: f.k_map,
    presence: byFile ? { min: f.presence_min, max: f.presence_max, minInData: f.presence_in_sample } : null,
    journalist: {
      highest: 1 / f.least,
      average: Math.max(f.classes_share, f.marketer),
      shareAtRisk: f.at_risk / f.persons,
    },
    marketer: f.marketer,
    classesAbsent: f.absent,
    classesSmaller: f.smaller,
  };
}

/**
 * Persons alone in the population, from the sizes of the classes and the size of the population, given or counted in its
 * file; null where neither is, and where the models say nothing: classes that overlap. Throws `risk.population-size` (exit 2).
 */
export async function measureUniques(
  engine: Engine,
  q: RiskQuestion,
  table: CountedTable,
  sizes: readonly ClassSize[],
): Promise<RiskFigures['populationUniques']> {
  const counted =
    q.population === null ? null : await readCount(engine, emitPopulationSize(q.population.person));
  const population = q.populationSize ?? counted;
  if (population === null || q.wildcard !== null || table.severalClasses) return null;
  if (population < table.persons)
    throw refuse('usage', 'risk.population-size', '--populasjon-antall', {
      population,
      persons: table.persons,
    });
  return estimatePopulationUniques({ sizes, sample: table.persons, population });
}

async function readCount(engine: Engine, statement: Statement): Promise<number> {
  const [row] = await engine.read(statement, z.object({ n: number }));
  return row?.n ?? 0;
}

const sumsRow = z.object({ expected: number, highest: number, above: number, persons: number });

/** Individual risk of every person, from weights where there are any. */
export async function measureIndividual(
  engine: Engine,
  q: RiskQuestion,
  shared: boolean,
): Promise<RiskFigures['individual']> {
  await engine.run(emitIndividual(q.individual));
  const sums = await readSums(engine, emitIndividualSums(shared, q.threshold));
  return { method: q.individual, weighted: q.columns.vekt !== null, ...sums };
}

/** The same by household; null where the question names none. */
export async function measureHousehold(engine: Engine, q: RiskQuestion): Promise<RiskFigures['household']> {
  if (q.columns.husholdning === null) return null;
  const persons = q.columns.person !== null;
  return readSums(engine, emitHouseholdSums(q.columns.kvasi.length, persons, q.threshold));
}

async function readSums(engine: Engine, statement: Statement): Promise<RiskSums> {
  const [s] = await engine.read(statement, sumsRow);
  if (s === undefined) throw new Error('an aggregate without groups gave no row');
  return {
    expected: s.expected,
    average: s.persons === 0 ? 0 : s.expected / s.persons,
    highest: s.highest,
    personsAtRisk: s.above,
  };
}
