import { countPasses, numbersOfWidth, splitRange } from '../engine/memory-plan.ts';
import { runTally, type Tally } from '../engine/table.ts';
import { tableName } from '../sql/names.ts';
import type { NumberRange, TableSql } from '../sql/stage.ts';
import type { TableRun } from './table-work.ts';

/** One pass where even every row of the extract would fit the memory; otherwise the rows that will come are counted first. */
export async function planPasses(
  run: TableRun,
  t: TableSql,
  extractRows: number,
): Promise<readonly NumberRange[]> {
  const numbers = numbersOfWidth(run.plan.number.width);
  if (countPasses(t, extractRows, run.memoryBytes) === 1) return [numbers];
  const count = (): Promise<Tally> => runTally(run.engine, run.sources, t);
  const { matched } = await run.stopwatch.step(`${tableName(t.table)}: count`, count, (found) => found.total);
  return splitRange(numbers, countPasses(t, matched, run.memoryBytes));
}

/** As `planPasses`, for tables that are put ready beside each other and beside their joined rows. */
export async function planJoinedPasses(
  run: TableRun,
  joined: TableSql,
  tables: readonly { readonly t: TableSql; readonly extractRows: number }[],
): Promise<readonly NumberRange[]> {
  const passesOf = (rows: readonly number[]): number =>
    countJoinedPasses(
      joined,
      tables.map(({ t }) => t),
      rows,
      run.memoryBytes,
    );
  const numbers = numbersOfWidth(run.plan.number.width);
  if (passesOf(tables.map(({ extractRows }) => extractRows)) === 1) return [numbers];
  const matched: number[] = [];
  for (const { t } of tables) matched.push((await runTally(run.engine, run.sources, t)).matched);
  return splitRange(numbers, passesOf(matched));
}

/** Passes that tables with so many rows take when they are staged beside each other and beside their joined rows. */
export function countJoinedPasses(
  joined: TableSql,
  tables: readonly TableSql[],
  rows: readonly number[],
  memoryBytes: number,
): number {
  const share = memoryBytes / (tables.length + 2);
  const all = rows.reduce((sum, n) => sum + n, 0);
  return Math.max(
    ...tables.map((t, i) => countPasses(t, rows[i] ?? 0, share)),
    countPasses(joined, all, share),
  );
}
