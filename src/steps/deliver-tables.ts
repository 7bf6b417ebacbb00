import type { Plan } from '../artifacts/plan.ts';
import type { Transformation } from '../artifacts/transformation.ts';
import { refuse } from '../errors/pipeline-error.ts';
import { emitDeliveredTable } from '../sql/delivered.ts';
import { emitSuppressedTable } from '../sql/judge.ts';
import { isSpokenOf, judgedTable } from '../sql/judged-table.ts';
import { tableName } from '../sql/names.ts';
import { compileTable, type TableSql } from '../sql/stage.ts';
import { deliverTable, type DeliveredTable } from './deliver-table.ts';
import { deliverJoined } from './deliver-joined.ts';
import { deliverStatistics } from './deliver-statistics.ts';
import type { LevelOf } from './formed-rows.ts';
import { emitForgetElsewhere, gatherElsewhere } from './gather-elsewhere.ts';
import type { TableRun } from './table-work.ts';

/**
 * Delivers every table, the judged one first: whom it suppresses may have to be left out of the others, and of those that
 * the demand speaks of they always are. Gives the tables in the order of the decision, behind the file that they are joined
 * in where the decision asks for one, or the tables of counts in front of those that were counted. `day` is the day of the run, ISO.
 */
export async function deliverTables(
  base: Omit<TableRun, 'removes' | 'day'>,
  day: string,
  signal: AbortSignal,
): Promise<DeliveredTable[]> {
  const { plan, engine } = base;
  await engine.run(emitSuppressedTable(plan));
  await engine.run(emitDeliveredTable(plan));
  if (plan.statistics !== undefined) return deliverStatistics({ ...base, day }, plan.statistics, signal);
  if (plan.joined !== undefined) return deliverJoined({ ...base, day }, plan.joined.several);
  const delivered: DeliveredTable[] = [];
  let levelOf: LevelOf | null = null;
  for (const { sql, judged } of inOrder(plan, day)) {
    const { demand } = plan;
    const removes = demand !== null && (demand.suppress === 'person' || isSpokenOf(demand, sql.table));
    const formed = judged === null ? [] : await gatherElsewhere({ ...base, day, removes: false }, judged);
    const table = await deliverTable({ ...base, day, removes }, sql, { judged, formed, levelOf });
    if (judged !== null) levelOf = chosenLevels(sql, table.transformation);
    delivered.push(table);
    for (const statement of judged === null ? [] : emitForgetElsewhere(judged)) await engine.run(statement);
    if (signal.aborted) throw refuse('run', 'run.interrupted', 'prepare', {});
  }
  const place = ({ sql }: DeliveredTable): number =>
    plan.tables.findIndex((table) => tableName(table) === tableName(sql.table));
  return delivered.sort((a, b) => place(a) - place(b));
}

/** Variables of other tables than the judged one are named by their table too. */
const chosenLevels =
  ({ table }: TableSql, chosen: Transformation | null): LevelOf =>
  (of) =>
    chosen?.levels[tableName(of) === tableName(table) ? of.column : `${tableName(of)}.${of.column}`] ?? 0;

function inOrder(plan: Plan, day: string) {
  const compiled = plan.tables.map((table) => compileTable(plan, table, day));
  const { demand } = plan;
  const all = compiled.map((sql) => ({
    sql,
    judged: demand === null ? null : judgedTable(demand, sql, compiled),
  }));
  return [...all.filter((t) => t.judged !== null), ...all.filter((t) => t.judged === null)];
}
