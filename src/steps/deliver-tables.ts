import type { Plan } from '../artifacts/plan.ts';
import { refuse } from '../errors/pipeline-error.ts';
import { emitDeliveredTable } from '../sql/delivered.ts';
import { emitSuppressedTable, judgedTable } from '../sql/judge.ts';
import { tableName } from '../sql/names.ts';
import { compileTable } from '../sql/stage.ts';
import { deliverTable, type DeliveredTable } from './deliver-table.ts';
import type { TableRun } from './table-work.ts';

/**
 * Delivers every table, the judged one first: whom it suppresses may have to be left out of the others. Gives the tables
 * in the order of the decision. `day` is the day of the run, ISO.
 */
export async function deliverTables(
  base: Omit<TableRun, 'removes' | 'day'>,
  day: string,
  signal: AbortSignal,
): Promise<DeliveredTable[]> {
  const { plan, engine } = base;
  await engine.run(emitSuppressedTable(plan));
  await engine.run(emitDeliveredTable(plan));
  const delivered: DeliveredTable[] = [];
  for (const { sql, judged } of inOrder(plan, day)) {
    const removes = judged !== null || plan.demand?.suppress === 'person';
    delivered.push(await deliverTable({ ...base, day, removes }, sql, judged));
    if (signal.aborted) throw refuse('run', 'run.interrupted', 'prepare', {});
  }
  const place = ({ sql }: DeliveredTable): number =>
    plan.tables.findIndex((table) => tableName(table) === tableName(sql.table));
  return delivered.sort((a, b) => place(a) - place(b));
}

function inOrder(plan: Plan, day: string) {
  const all = plan.tables.map((table) => {
    const sql = compileTable(plan, table, day);
    return { sql, judged: plan.demand === null ? null : judgedTable(plan.demand, sql) };
  });
  return [...all.filter((t) => t.judged !== null), ...all.filter((t) => t.judged === null)];
}
