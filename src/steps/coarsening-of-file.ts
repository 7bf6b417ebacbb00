import { z } from 'zod';
import type { Transformation } from '../artifacts/transformation.ts';
import { shareText } from '../base/share.ts';
import { openColumnReader, type ColumnReader } from '../engine/column-reader.ts';
import type { Engine } from '../engine/engine.ts';
import { refuse } from '../errors/pipeline-error.ts';
import { openAssessor } from '../risk/lattice/assessor.ts';
import { buildHierarchy } from '../risk/lattice/build-hierarchy.ts';
import { compileMetric } from '../risk/lattice/compile-metric.ts';
import { openPersonCounter } from '../risk/lattice/count-persons.ts';
import type { Demand } from '../risk/lattice/demand.ts';
import { describeCoarsening } from '../risk/lattice/describe-coarsening.ts';
import { explainFiner } from '../risk/lattice/explain-finer.ts';
import type { Hierarchy } from '../risk/lattice/hierarchy.ts';
import { fullLattice } from '../risk/lattice/lattice.ts';
import type { MetricChoice } from '../risk/lattice/metric.ts';
import { pickKept } from '../risk/lattice/pick-kept.ts';
import { readBase } from '../risk/lattice/read-base.ts';
import type { SearchQuestion } from '../risk/lattice/search-question.ts';
import { emitDistinctTexts, type BaseColumns } from '../sql/base-table.ts';
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
 * Finds the least coarsening of the file that is shown. Where a person has several keys, what is suppressed is pairs of a
 * person and a key. Throws `risk.no-transformation` and what the search throws (exit 14).
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
  const counter = person === null ? null : await openPersonCounter(reader, columns, hierarchies);
  const question: SearchQuestion = {
    ...{ base, lattice: fullLattice(hierarchies), recount: counter?.count ?? null },
    ...{ demands: order.demands, maxSuppression: order.maxSuppression, metric: order.metric },
    weights: kvasi.map(() => 1),
    alternatives: ALTERNATIVES,
    cacheBytes: CACHE_BYTES,
    isOver: order.isOver,
  };
  const transformation = await search(question);
  await counter?.close();
  return transformation;
}

async function search(question: SearchQuestion): Promise<Transformation> {
  const assessor = openAssessor(question);
  const picked = await pickKept(question, async (levels) => (await assessor.assess(levels)).suppressed);
  const limit = shareText(question.maxSuppression, 1);
  if (typeof picked === 'number')
    throw refuse('risk', 'risk.no-transformation', '--hierarki', { tried: picked, limit });
  const {
    found,
    kept: [chosen, ...nextBest],
  } = picked;
  if (chosen === undefined) throw new Error('a search that kept nothing was not refused');
  const metric = compileMetric(question.base, question.metric, question.weights);
  const forced = await explainFiner(question.lattice, { assessor, metric }, chosen);
  return describeCoarsening(question, { found, chosen, nextBest, forced });
}

/** A quasi-identifier that has no coarser form. */
async function readValues(reader: ColumnReader, columns: BaseColumns, name: string): Promise<Hierarchy> {
  const values = await reader.read(emitDistinctTexts(columns, name), z.object({ verdi: z.string() }));
  return buildHierarchy(
    name,
    values.map(({ verdi }, i) => ({ line: i + 1, cells: [verdi] })),
  );
}
