import type { Feasibility } from '../../artifacts/feasibility.ts';
import type { Plan } from '../../artifacts/plan.ts';
import type { Engine } from '../../engine/engine.ts';
import { countPasses, numbersOfWidth, splitRange, stageRoom } from '../../engine/memory-plan.ts';
import { readRowCount } from '../../engine/row-count.ts';
import type { Sources } from '../../engine/sources.ts';
import { runStage, runTexts } from '../../engine/table.ts';
import { addCount, beginCount, readVerdict } from '../../risk/judge.ts';
import { emitDropJudge, emitShortPersons } from '../../sql/judge.ts';
import { judgedTable, type JudgedTable } from '../../sql/judged-table.ts';
import { compileTable, emitDropTable } from '../../sql/stage.ts';
import { emitDropCodes } from '../../sql/texts.ts';

type Coarseness = Feasibility['coarseness'][number];

/** What a measurement is made with. */
export interface Measuring {
  readonly engine: Engine;
  readonly sources: Sources;
  readonly memoryBytes: number;
  /** ISO date. */
  readonly day: string;
  /** Persons of the population. */
  readonly persons: number;
  /** The least count that is shown. */
  readonly least: number;
  readonly rows: (table: string) => number;
}

/** Sizes that are asked about beside the draft's own k. */
const SIZES = [3, 5, 10, 20, 50];

/**
 * The plan with no more than what its demand on the classes of one table is judged by; null where it demands nothing, or
 * of several tables
 * together, joined or not.
 */
export function judgedPart(plan: Plan): Plan | null {
  const { demand } = plan;
  const [first] = demand?.quasi ?? [];
  if (demand === null || first === undefined || plan.joined !== undefined) return null;
  if (demand.quasi.some((q) => q.register !== first.register || q.tabell !== first.tabell)) return null;
  const sensitive = demand.sensitive.filter(
    (s) => s.register === first.register && s.tabell === first.tabell,
  );
  const names = new Set([...demand.quasi, ...sensitive].map((ref) => ref.column));
  const tables = plan.tables
    .filter((t) => t.register === first.register && t.tabell === first.tabell)
    .map((t) => ({ ...t, columns: t.columns.filter((column) => names.has(column.name)) }));
  const { k, unit, quasi, maxSuppression, onViolation, suppress } = demand;
  return { ...plan, tables, demand: { k, unit, quasi, sensitive, maxSuppression, onViolation, suppress } };
}

/** Which k the classes of a plan's quasi-identifiers meet, and how many persons stand in the way of the others. */
export async function measureCoarseness(m: Measuring, part: Plan): Promise<Coarseness> {
  const [table] = part.tables;
  const { demand } = part;
  if (table === undefined || demand === null) throw new Error('a plan without a demand is not measured');
  const sql = compileTable(part, table, m.day);
  const judged = judgedTable(demand, sql, [sql]);
  if (judged === null) throw new Error('the judged table has no quasi-identifier');
  await stageAndCount(m, part, judged);
  const sizes = [...new Set([...SIZES, demand.k])].filter((k) => k >= m.least).sort((a, b) => a - b);
  const demands = [];
  for (const k of sizes) demands.push(await readDemand(m, { ...judged, k }, demand.maxSuppression));
  for (const statement of [...emitDropJudge(judged), ...emitDropTable(sql), ...emitDropCodes(sql)])
    await m.engine.run(statement);
  const quasi = new Set(judged.quasi);
  return { columns: table.columns.filter((c) => quasi.has(c.name)).map((c) => c.sentence), demands };
}

async function stageAndCount(m: Measuring, part: Plan, judged: JudgedTable): Promise<void> {
  const { engine, sources, memoryBytes } = m;
  const { sql } = judged;
  await runTexts(engine, sources, sql);
  await beginCount(engine, judged);
  const rows = m.rows(`${sql.table.register}.${sql.table.tabell}`);
  for (const pass of splitRange(numbersOfWidth(part.number.width), countPasses(sql, rows, memoryBytes))) {
    await runStage(engine, sources, sql, pass, stageRoom(sql, rows, memoryBytes), false);
    await addCount(engine, judged, pass);
  }
}

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
