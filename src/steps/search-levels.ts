import { z } from 'zod';
import type { PlanDemand } from '../artifacts/plan.ts';
import type { CoarseningChoice, Transformation } from '../artifacts/transformation.ts';
import { shareText } from '../base/share.ts';
import { openColumnReader } from '../engine/column-reader.ts';
import type { Engine } from '../engine/engine.ts';
import { readRowCount } from '../engine/row-count.ts';
import { PipelineError, problem, refuse } from '../errors/pipeline-error.ts';
import { openAssessor } from '../risk/lattice/assessor.ts';
import { buildHierarchy } from '../risk/lattice/build-hierarchy.ts';
import type { Demand } from '../risk/lattice/demand.ts';
import { compileMetric } from '../risk/lattice/compile-metric.ts';
import { openPersonCounter } from '../risk/lattice/count-persons.ts';
import { describeCoarsening } from '../risk/lattice/describe-coarsening.ts';
import { explainFiner, type Forced } from '../risk/lattice/explain-finer.ts';
import type { Hierarchy } from '../risk/lattice/hierarchy.ts';
import { fullLattice } from '../risk/lattice/lattice.ts';
import { pickKept, type Picked, type Trial } from '../risk/lattice/pick-kept.ts';
import { readBase } from '../risk/lattice/read-base.ts';
import type { SearchQuestion } from '../risk/lattice/search-question.ts';
import type { ColumnSql } from '../sql/column-sql.ts';
import {
  emitDropLevelRows,
  emitLevelPersons,
  emitLevelRows,
  emitLevelTuples,
  LEVEL_ROWS,
} from '../sql/coarsen.ts';
import { LOEPENUMMER } from '../sql/names.ts';
import { PRESENCE } from '../sql/judged-table.ts';
import type { LevelForms } from './formed-rows.ts';
import { tryFiner } from './try-finer.ts';

/** What is searched: rows that hold every form, and the demand on them. */
interface StagedLevels {
  readonly engine: Engine;
  readonly relation: string;
  readonly demand: PlanDemand;
  readonly quasi: readonly LevelForms[];
  /** Delivered columns with a demand on their values in each class. */
  readonly sensitive: readonly {
    readonly column: ColumnSql;
    readonly l: number | null;
    readonly t: number | null;
  }[];
  /** Whether a demand is made that only carrying it out can judge. */
  readonly tried: boolean;
  readonly memoryBytes: number;
}

/** Next best choices that are told. */
const ALTERNATIVES = 3;
/** Of DuckDB's memory, what tables of the search may take beside it. */
const CACHE_SHARE = 0.1;

/**
 * Finds the least coarsening of the staged rows, by the Loss metric. Where each person has one key, or rows are counted
 * and nobody is suppressed, the search counts what suppression takes; elsewhere, and for what it cannot count (`tried`),
 * `trial` carries its choices out one by one. Throws `risk.levels-not-nested`, `risk.no-coarsening` and what the search
 * throws (exit 14).
 */
export async function searchLevels(staged: StagedLevels, trial: Trial): Promise<Transformation> {
  const { engine, relation, quasi, sensitive, demand } = staged;
  const hierarchies: Hierarchy[] = [];
  for (const forms of quasi) hierarchies.push(await readForms(engine, relation, forms));
  const finest = quasi.flatMap(({ forms: [form] }) => (form === undefined ? [] : [form]));
  const others = sensitive
    .map(({ column }) => column)
    .filter(({ name }) => !finest.some((form) => form.name === name));
  await engine.run(emitLevelRows(relation, [...finest, ...others]));
  const reader = openColumnReader(engine);
  const columns = {
    relation: LEVEL_ROWS,
    quasi: finest.map(({ name }) => name),
    sensitive: sensitive.map(({ column }) => column.name),
    person: demand.unit === 'person' ? LOEPENUMMER : null,
    member: null,
  };
  const base = await readBase(reader, columns, hierarchies);
  const persons = await readRowCount(engine, emitLevelPersons());
  const oneKey = base.total === persons;
  const single = oneKey && !staged.tried;
  const counter =
    oneKey || demand.unit === 'rad' ? null : await openPersonCounter(reader, columns, hierarchies);
  const question: SearchQuestion = {
    base,
    lattice: fullLattice(hierarchies),
    demands: [{ type: 'kAnonymity', k: demand.k }, ...sensitive.flatMap(demandsOn)],
    // A share of persons is no share of pairs of a person and a key, nor of rows: there the trial holds the limit.
    maxSuppression: single ? demand.maxSuppression : 1,
    metric: { type: 'loss', suppressionFactor: 0.5, aggregate: 'geometricMean' },
    // A mark of who has a row in which table is no value that is lost.
    weights: quasi.map(({ name }) => (name === PRESENCE ? 0 : 1)),
    alternatives: ALTERNATIVES,
    recount: counter === null ? null : counter.count,
    cacheBytes: staged.memoryBytes * CACHE_SHARE,
    isOver: () => false,
  };
  const picked = await pickKept(question, single ? suppressedBySearch(question) : trial);
  if (typeof picked === 'number') throw noCoarsening(demand, picked);
  const transformation = withoutMark(await tell(question, picked, single ? null : trial));
  await counter?.close();
  await engine.run(emitDropLevelRows());
  // What is suppressed for these demands only carrying it out tells, so that a choice with less of it may lose less.
  const exact = transformation.exact && (!staged.tried || demand.maxSuppression === 0);
  return { ...transformation, exact, limit: demand.maxSuppression };
}

const demandsOn = ({ column, l, t }: StagedLevels['sensitive'][number]): readonly Demand[] => [
  ...(l === null ? [] : [{ type: 'distinctLDiversity', sensitive: column.name, l } as const]),
  ...(t === null ? [] : [{ type: 'equalTCloseness', sensitive: column.name, t } as const]),
];

/** Where each person has one key, suppressed classes are suppressed persons. */
const suppressedBySearch = (question: SearchQuestion): Trial => {
  const assessor = openAssessor(question);
  return async (levels) => (await assessor.assess(levels)).suppressed;
};

const noCoarsening = ({ maxSuppression }: PlanDemand, tried: number): PipelineError =>
  refuse('risk', 'risk.no-coarsening', 'anonymitet.generaliser', {
    tried,
    limit: shareText(maxSuppression, 1),
  });

async function tell(
  question: SearchQuestion,
  { found, kept: [chosen, ...nextBest] }: Picked,
  trial: Trial | null,
): Promise<Transformation> {
  if (chosen === undefined) throw new Error('a search that kept nothing was not refused');
  const assessor = openAssessor(question);
  const metric = compileMetric(question.base, question.metric, question.weights);
  const finer = await explainFiner(question.lattice, { assessor, metric }, chosen);
  const forced: Forced[] = [];
  for (const one of finer) forced.push(trial === null ? one : await tryFiner(one, chosen.levels, trial));
  return describeCoarsening(question, { found, chosen, nextBest, forced });
}

/** What is told of the variables that people know. */
function withoutMark(told: Transformation): Transformation {
  const unmarked = (levels: CoarseningChoice['levels']): CoarseningChoice['levels'] =>
    Object.fromEntries(Object.entries(levels).filter(([name]) => name !== PRESENCE));
  const choice = <T extends CoarseningChoice>(one: T): T => ({ ...one, levels: unmarked(one.levels) });
  return {
    ...choice(told),
    highest: unmarked(told.highest),
    nextBest: told.nextBest.map(choice),
    assessed: told.assessed.map(choice),
  };
}

const tupleRow = z.object({ nivaaer: z.array(z.string()) });

/** The levels of one quasi-identifier as its staged values have them; throws `risk.levels-not-nested` (exit 14). */
async function readForms(engine: Engine, relation: string, { name, forms }: LevelForms): Promise<Hierarchy> {
  const tuples = (await engine.read(emitLevelTuples(relation, forms), tupleRow)).map(
    ({ nivaaer }) => nivaaer,
  );
  const problems = forms.slice(1).flatMap((_, i) => {
    const values = countParting(tuples, i);
    return values === 0
      ? []
      : [problem('risk.levels-not-nested', `anonymitet.generaliser.${name}`, { level: i + 1, values })];
  });
  if (problems.length > 0) throw new PipelineError('risk', problems);
  return buildHierarchy(
    name,
    tuples.map((cells, i) => ({ line: i + 1, cells })),
  );
}

/** Values of a level that are several at the next. */
function countParting(tuples: readonly (readonly string[])[], level: number): number {
  const next = new Map<string, Set<string>>();
  for (const cells of tuples) {
    const from = cells[level] ?? '';
    next.set(from, (next.get(from) ?? new Set()).add(cells[level + 1] ?? ''));
  }
  return [...next.values()].filter((to) => to.size > 1).length;
}
