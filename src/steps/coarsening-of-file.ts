import { z } from 'zod';
import type { Transformation } from '../artifacts/transformation.ts';
import { shareText } from '../base/share.ts';
import { openColumnReader, type ColumnReader } from '../engine/column-reader.ts';
import type { Engine } from '../engine/engine.ts';
import { refuse } from '../errors/pipeline-error.ts';
import { openAssessor, unitsWithin } from '../risk/lattice/assessor.ts';
import { buildHierarchy } from '../risk/lattice/build-hierarchy.ts';
import { compileMetric } from '../risk/lattice/compile-metric.ts';
import { openPersonCounter } from '../risk/lattice/count-persons.ts';
import type { Demand } from '../risk/lattice/demand.ts';
import { describeCoarsening } from '../risk/lattice/describe-coarsening.ts';
import { explainFiner, type Forced } from '../risk/lattice/explain-finer.ts';
import type { Hierarchy } from '../risk/lattice/hierarchy.ts';
import { fullLattice } from '../risk/lattice/lattice.ts';
import type { MetricChoice } from '../risk/lattice/metric.ts';
import { openPersonTrial, type CarriedOut, type PersonTrial } from '../risk/lattice/person-trial.ts';
import { pickKept, type Picked, type Trial } from '../risk/lattice/pick-kept.ts';
import { readBase } from '../risk/lattice/read-base.ts';
import { tryFiner } from './try-finer.ts';
import type { SearchQuestion } from '../risk/lattice/search-question.ts';
import { type BaseColumns } from '../sql/base-columns.ts';
import { emitDistinctTexts } from '../sql/base-table.ts';
import { identifier } from '../sql/identifier.ts';
import { RISK_FILE } from '../sql/risk-rows.ts';

/** What is asked of the search for the least coarsening of a file. */
export interface CoarseningOrder {
  /** By quasi-identifier; null where it has no coarser form. */
  readonly hierarchies: readonly (Hierarchy | null)[];
  readonly demands: readonly Demand[];
  readonly maxSuppression: number;
  readonly metric: MetricChoice;
  /** Asked between steps: true ends the search with what it has. */
  readonly isOver: () => boolean;
}

interface Columns {
  readonly kvasi: readonly string[];
  readonly sensitiv: readonly string[];
  readonly person: string | null;
}

/** Next best choices that are told, and memory for tables that are kept to roll up from. */
const ALTERNATIVES = 3;
const CACHE_BYTES = 256 * 2 ** 20;

/**
 * Finds the least coarsening of the file that is shown. Where a person has several keys, choices of the search are carried
 * out one by one, best first: persons of classes that fall short leave whole, until none does, and the limit is a share of
 * persons. Throws `risk.no-transformation` and what the search throws (exit 14).
 */
export async function coarsenFile(
  engine: Engine,
  { kvasi, sensitiv, person }: Columns,
  order: CoarseningOrder,
): Promise<Transformation> {
  const reader = openColumnReader(engine);
  const sensitive = sensitiv.filter((name) =>
    order.demands.some((d) => 'sensitive' in d && d.sensitive === name),
  );
  const columns = { relation: identifier(RISK_FILE), quasi: kvasi, sensitive, person, member: null };
  const hierarchies: Hierarchy[] = [];
  for (const [i, name] of kvasi.entries())
    hierarchies.push(order.hierarchies[i] ?? (await readValues(reader, columns, name)));
  const base = await readBase(reader, columns, hierarchies);
  const question: SearchQuestion = {
    ...{ base, lattice: fullLattice(hierarchies), recount: null },
    ...{ demands: order.demands, maxSuppression: order.maxSuppression, metric: order.metric },
    weights: kvasi.map(() => 1),
    alternatives: ALTERNATIVES,
    cacheBytes: CACHE_BYTES,
    isOver: order.isOver,
  };
  if (person === null) return search(question);
  const trial = await openPersonTrial({
    ...{ reader, columns: { ...columns, person }, hierarchies, demands: order.demands },
  });
  if (trial.persons === base.total) {
    await trial.close();
    return search(question);
  }
  const counter = await openPersonCounter(reader, columns, hierarchies);
  const transformation = await searchPersons({ ...question, recount: counter.count }, trial);
  await counter.close();
  await trial.close();
  return transformation;
}

async function search(question: SearchQuestion): Promise<Transformation> {
  const assessor = openAssessor(question);
  const picked = await pickKept(question, async (levels) => (await assessor.assess(levels)).suppressed);
  const { chosen, found, nextBest, forced } = await explain(question, picked, question.maxSuppression);
  return describeCoarsening(question, { found, chosen, nextBest, forced });
}

/**
 * Where persons have several keys. Whoever is suppressed takes at most her own keys along, so that a choice that holds for
 * persons suppresses no greater share of pairs than the search is given. What it loses is counted before persons leave
 * whole, and is the least it can lose.
 */
async function searchPersons(question: SearchQuestion, trial: PersonTrial): Promise<Transformation> {
  const limit = unitsWithin(question.maxSuppression, trial.persons);
  const pairs = (limit * trial.mostKeys) / question.base.total;
  const asked = { ...question, maxSuppression: Math.min(1, pairs) };
  const done = new Map<string, CarriedOut | null>();
  const tryOut: Trial = async (levels) => {
    const before = done.get(levels.join());
    const outcome = before === undefined ? await trial.carryOut(levels, limit) : before;
    done.set(levels.join(), outcome);
    return outcome?.suppressed ?? null;
  };
  const picked = await pickKept(asked, tryOut);
  const { chosen, found, nextBest, forced: finer } = await explain(asked, picked, question.maxSuppression);
  const forced: Forced[] = [];
  for (const one of finer) forced.push(await tryFiner(one, chosen.levels, tryOut));
  const carriedOut = (figures: Figures): Figures => {
    const outcome = done.get(figures.levels.join());
    return outcome === null ? { ...figures, valid: false } : { ...figures, ...outcome };
  };
  const told = {
    ...{ chosen: carriedOut(chosen), nextBest: nextBest.map(carriedOut), forced },
    found: { ...found, assessed: found.assessed.map(carriedOut) },
  };
  const exact = found.exact && limit === 0 && asked.demands.every(isCountedExactly);
  return { ...describeCoarsening(asked, told), exact, limit: question.maxSuppression };
}

/** Of the demands, those that counts of pairs and the persons of each class decide. */
const isCountedExactly = ({ type }: Demand): boolean =>
  type === 'kAnonymity' || type === 'distinctLDiversity';

type Figures = Picked['kept'][number];

async function explain(question: SearchQuestion, picked: Picked | number, maxSuppression: number) {
  if (typeof picked === 'number')
    throw refuse('risk', 'risk.no-transformation', '--hierarki', {
      ...{ tried: picked, limit: shareText(maxSuppression, 1) },
    });
  const {
    found,
    kept: [chosen, ...nextBest],
  } = picked;
  if (chosen === undefined) throw new Error('a search that kept nothing was not refused');
  const assessor = openAssessor(question);
  const metric = compileMetric(question.base, question.metric, question.weights);
  const forced = await explainFiner(question.lattice, { assessor, metric }, chosen);
  return { found, chosen, nextBest, forced };
}

/** A quasi-identifier that has no coarser form. */
async function readValues(reader: ColumnReader, columns: BaseColumns, name: string): Promise<Hierarchy> {
  const values = await reader.read(emitDistinctTexts(columns, name), z.object({ verdi: z.string() }));
  return buildHierarchy(
    name,
    values.map(({ verdi }, i) => ({ line: i + 1, cells: [verdi] })),
  );
}
