import { z } from 'zod';
import type { PlanStatistics } from '../artifacts/plan.ts';
import { readRowCount } from '../engine/row-count.ts';
import { checkInvalid, checkMalformed, runUsedTexts } from '../engine/table.ts';
import { refuse } from '../errors/pipeline-error.ts';
import { scanForLeaks } from '../risk/leak-scan.ts';
import { emitDelivered, emitStagedPersonCount, emitStagedPersons } from '../sql/delivered.ts';
import { tableName } from '../sql/names.ts';
import { emitDropTable, emitStageRows, type TableSql } from '../sql/stage.ts';
import {
  emitCount,
  emitCounted,
  emitCountsTable,
  emitDropCounts,
  emitDropPersonCells,
  emitGroupCount,
  emitPersonCells,
} from '../sql/statistics.ts';
import type { CountedTable, CountRow } from '../statistics/counted-tables.ts';
import { openStaged, rowsOf, type DeliveredTable } from './deliver-table.ts';
import type { TableRun } from './table-work.ts';

type CountOrder = PlanStatistics['tables'][number];

/** The tables of counts of one register table as they were counted, and what became of its rows, which have no parts. */
export interface CountedSource {
  readonly tables: readonly CountedTable[];
  readonly source: DeliveredTable;
}

/** Groups of one table that are looked at. */
const MOST_GROUPS = 100_000;

/**
 * Puts the rows of a register table ready pass by pass, as they would be delivered, looks for leaks, and counts them. What
 * is counted stays in memory, and only counts become values of the program. Throws what `deliverTable` throws before it
 * judges, and `risk.tables-detail` (exit 14).
 */
export async function countTables(
  run: TableRun,
  t: TableSql,
  orders: readonly CountOrder[],
): Promise<CountedSource> {
  const { engine, stopwatch } = run;
  const name = tableName(t.table);
  const { work, passes, malformed: before } = await openStaged(run, t);
  const extractRows = rowsOf(run, t);
  for (const order of orders) await engine.run(emitCountsTable(order));
  const total = { rows: 0, persons: 0 };
  for (const pass of passes) {
    await work.stage(pass);
    await stopwatch.step(`${name}: leak scan`, async () => {
      await runUsedTexts(engine, t);
      await scanForLeaks(engine, t);
    });
    await engine.run(emitStagedPersons(t, false));
    await engine.run(emitDelivered());
    total.rows += await readRowCount(engine, emitStageRows(t));
    total.persons += await readRowCount(engine, emitStagedPersonCount());
    await stopwatch.step(`${name}: count`, async () => {
      await engine.run(emitPersonCells(t));
      for (const order of orders) await engine.run(emitCount(t, order));
    });
  }
  const found = work.found();
  const malformed = before + found.malformed;
  checkInvalid(t, found.invalid, found.rows);
  checkMalformed(t, malformed, found.rows + malformed);
  for (const statement of [emitDropPersonCells(t), ...emitDropTable(t)]) await engine.run(statement);
  const tables: CountedTable[] = [];
  for (const order of orders) tables.push(await readCounted(run, order));
  return {
    tables,
    source: {
      ...{ sql: t, extractRows, malformed, ofPopulation: found.rows, invalid: found.invalid, ...total },
      ...{ verdict: null, figures: null, transformation: null, before: null, counts: null },
      suppressed: { rows: 0, persons: 0, others: 0 },
      parts: [],
    },
  };
}

async function readCounted({ engine }: TableRun, order: CountOrder): Promise<CountedTable> {
  const groups = await readRowCount(engine, emitGroupCount(order));
  if (groups > MOST_GROUPS)
    throw refuse('risk', 'risk.tables-detail', order.name, { lines: groups, most: MOST_GROUPS });
  const { name, dimensions, measure, totals } = order;
  const rows = await engine.read(emitCounted(order), countedRow(dimensions));
  await engine.run(emitDropCounts(order));
  return { name, dimensions, measure, totals, rows };
}

const countedRow = (dimensions: readonly string[]): z.ZodType<CountRow> =>
  z
    .looseObject({
      ...{ sett: z.number(), personer: z.number(), rader: z.number() },
      ...{ ene: z.number(), enslige: z.number() },
    })
    .transform(({ sett, personer, rader, ene, enslige, ...texts }) => ({
      ...{ summed: sett, persons: personer, rows: rader, single: ene, oneRow: enslige },
      categories: dimensions.map((_, i) => z.string().nullable().parse(texts[`d${i}`])),
    }));
