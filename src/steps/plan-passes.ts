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
