import type { Feasibility } from '../../artifacts/feasibility.ts';
import type { Plan, PlanDemand, PlanTable } from '../../artifacts/plan.ts';
import { readRowCount } from '../../engine/row-count.ts';
import { readVerdict } from '../../risk/judge.ts';
import { emitDropJudge, emitShortPersons } from '../../sql/judge.ts';
import type { JudgedTable } from '../../sql/judged-table.ts';
import { tableName } from '../../sql/names.ts';
import { countStaged, type Measuring } from './count-staged.ts';

type Coarseness = Feasibility['coarseness'][number];

/** Sizes that are asked about beside the draft's own k. */
const SIZES = [3, 5, 10, 20, 50];

/**
 * The plan with no more than what its demand on the classes is judged by: the tables with quasi-identifiers, or all that are
 * joined in one file. Null where it demands nothing.
 */
export function judgedPart(plan: Plan): Plan | null {
  const { demand } = plan;
  if (demand === null) return null;
  const isJudged = (t: PlanTable): boolean =>
    plan.joined !== undefined || demand.quasi.some((q) => tableName(q) === tableName(t));
  const judged = plan.tables.filter(isJudged);
  const isThere = (ref: { readonly register: string; readonly tabell: string }): boolean =>
    plan.joined !== undefined || judged.some((t) => tableName(t) === tableName(ref));
  const sensitive = demand.sensitive.filter(isThere);
  const asked = [...demand.quasi, ...sensitive];
  const tables = judged.map((t) => ({ ...t, columns: askedColumns(plan, t, asked) }));
  const { k, unit, quasi, maxSuppression, onViolation, suppress } = demand;
  return { ...plan, tables, demand: { k, unit, quasi, sensitive, maxSuppression, onViolation, suppress } };
}

/** The columns of a table that are asked about; one where there is none, since a row without any tells all the same. */
function askedColumns({ joined }: Plan, t: PlanTable, asked: PlanDemand['quasi']): PlanTable['columns'] {
  const columns = t.columns.filter(({ name }) =>
    asked.some((ref) => ref.column === name && (joined !== undefined || tableName(ref) === tableName(t))),
  );
  return columns.length > 0 ? columns : t.columns.slice(0, 1);
}

/** Which k the classes of a plan's quasi-identifiers meet, and how many persons stand in the way of the others. */
export async function measureCoarseness(m: Measuring, part: Plan): Promise<Coarseness> {
  const { demand } = part;
  if (demand === null) throw new Error('a plan without a demand is not measured');
  const { judged, drop } = await countStaged(m, part);
  const sizes = [...new Set([...SIZES, demand.k])].filter((k) => k >= m.least).sort((a, b) => a - b);
  const demands = [];
  for (const k of sizes) demands.push(await readDemand(m, { ...judged, k }, demand.maxSuppression));
  for (const statement of [...emitDropJudge(judged), ...drop]) await m.engine.run(statement);
  return { columns: describeQuasi(part, demand), demands };
}

/** What becomes of each quasi-identifier, with its table where there are several. */
const describeQuasi = ({ tables, joined }: Plan, { quasi }: PlanDemand): string[] =>
  tables.flatMap((t) =>
    t.columns
      .filter(({ name }) =>
        quasi.some((q) => q.column === name && (joined !== undefined || tableName(q) === tableName(t))),
      )
      .map(({ sentence }) => (tables.length === 1 ? sentence : `${tableName(t)}: ${sentence}`)),
  );

async function readDemand(
  m: Measuring,
  judged: JudgedTable,
  limit: number,
): Promise<Coarseness['demands'][number]> {
  const { violating } = await readVerdict(m.engine, judged);
  const short = await readRowCount(m.engine, emitShortPersons(judged));
  const suppressedAtMost = Math.ceil(short / m.least) * m.least;
  return { k: judged.k, met: violating === 0, suppressedAtMost, withinLimit: short / m.persons <= limit };
}
