import { STATISTICS } from '../artifacts/statistics.ts';
import type { PlanStatistics, PlanTable } from '../artifacts/plan.ts';
import { shareText } from '../base/share.ts';
import { PipelineError, problem, refuse } from '../errors/pipeline-error.ts';
import type { Problem } from '../errors/problem.ts';
import { sharedDimensions } from '../plan/statistics.ts';
import { tableName } from '../sql/names.ts';
import { compileTable, type TableSql } from '../sql/stage.ts';
import { countAlike } from '../statistics/diversity.ts';
import { protectTables, type Protection } from '../statistics/protect-tables.ts';
import { countLines, tabulate, type ProtectedTable } from '../statistics/tabulate.ts';
import { countTables, type CountedSource } from './count-tables.ts';
import type { DeliveredTable } from './deliver-table.ts';
import type { TableRun } from './table-work.ts';
import { writeCounts } from './write-counts.ts';

type CountOrder = PlanStatistics['tables'][number];

/** What is told of a table of counts beside its lines. */
export interface DeliveredCounts extends Omit<ProtectedTable, 'lines'> {
  readonly order: CountOrder;
  readonly k: number;
}

/** Lines of one table that are delivered at most. */
const MOST_LINES = 100_000;

/**
 * Delivers tables of counts in place of rows: the rows of each register table are put ready as if they were to be
 * delivered, counted, and let go; small counts are left out with what would give them away; each table becomes one part.
 * Gives the tables of counts in the order of the decision, then what became of the rows of each register table. Nothing is
 * written before every table is protected. Throws what `countTables` and `writeCounts` throw, and with exit 14 `risk.tables-few`,
 * `risk.tables-alike`, `risk.tables-small`, `risk.tables-unsafe`, `risk.tables-large`, `risk.tables-detail` and `risk.suppression-limit`.
 */
export async function deliverStatistics(
  base: Omit<TableRun, 'removes'>,
  statistics: PlanStatistics,
  signal: AbortSignal,
): Promise<DeliveredTable[]> {
  const run: TableRun = { ...base, removes: false };
  const sources: CountedSource[] = [];
  const ready = new Map<string, ProtectedTable>();
  for (const table of run.plan.tables) {
    const orders = statistics.tables.filter((order) => tableName(order) === tableName(table));
    const counted = await countTables(run, compileTable(run.plan, table, run.day), orders);
    checkCounted(counted, statistics);
    sources.push(counted);
    const protection = await run.stopwatch.step(`${tableName(table)}: protect`, () =>
      protectSource(run, table, counted, statistics),
    );
    for (const one of counted.tables) ready.set(one.name, tabulate(one, protection));
    if (signal.aborted) throw refuse('run', 'run.interrupted', 'prepare', {});
  }
  checkHidden(statistics, ready);
  const files: DeliveredTable[] = [];
  for (const order of statistics.tables) files.push(await deliverCounts(run, order, ready, sources));
  return [...files, ...sources.map(({ source }) => source)];
}

const nameOf = ({ source }: CountedSource): string => tableName(source.sql.table);

/** Holds what was counted to what no blank can mend. */
function checkCounted({ tables, source }: CountedSource, { k, diverse }: PlanStatistics): void {
  const name = tableName(source.sql.table);
  if (source.persons > 0 && source.persons < k) throw refuse('risk', 'risk.tables-few', name, { k });
  const problems = [
    ...tables.flatMap((t): Problem[] => {
      const lines = countLines(t);
      if (lines <= MOST_LINES) return [];
      return [problem('risk.tables-detail', t.name, { lines, most: MOST_LINES })];
    }),
    ...diverse
      .filter((d) => tableName(d) === name)
      .flatMap(({ column, l }): Problem[] => {
        const groups = countAlike(tables, column, l);
        return groups === 0 ? [] : [problem('risk.tables-alike', `${name}.${column}`, { groups, l })];
      }),
  ];
  if (problems.length > 0) throw new PipelineError('risk', problems);
}

async function protectSource(
  run: TableRun,
  table: PlanTable,
  counted: CountedSource,
  { k, tables }: PlanStatistics,
): Promise<Protection> {
  const held = [...sharedDimensions(table, run.plan.tables, tables)].sort();
  const found = await protectTables(counted.tables, k, held);
  switch (found.outcome) {
    case 'safe':
      return found.protection;
    case 'unsafe':
      throw refuse('risk', 'risk.tables-unsafe', nameOf(counted), {
        dimensions: found.dimensions.join(', '),
        held: held.join(', '),
      });
    case 'too-large':
      throw refuse('risk', 'risk.tables-large', nameOf(counted), { few: found.few, sums: found.sums });
  }
}

/** Holds what is left out to what the decision orders. */
function checkHidden(
  { onViolation, maxSuppression, k }: PlanStatistics,
  ready: ReadonlyMap<string, ProtectedTable>,
): void {
  const problems = [...ready].flatMap(([name, { few, more, hiddenShare }]): Problem[] => {
    if (few + more === 0) return [];
    if (onViolation === 'avvis') return [problem('risk.tables-small', name, { k, cells: few, more })];
    if (hiddenShare <= maxSuppression) return [];
    const limit = shareText(maxSuppression, 1);
    return [problem('risk.suppression-limit', name, { limit, needed: shareText(hiddenShare, 1) })];
  });
  if (problems.length > 0) throw new PipelineError('risk', problems);
}

async function deliverCounts(
  run: TableRun,
  order: CountOrder,
  ready: ReadonlyMap<string, ProtectedTable>,
  sources: readonly CountedSource[],
): Promise<DeliveredTable> {
  const table = ready.get(order.name);
  const source = sources.find((s) => nameOf(s) === tableName(order))?.source;
  if (table === undefined || source === undefined) throw new Error('a table that was not counted');
  const { lines, ...facts } = table;
  const part = await run.stopwatch.step(
    `${STATISTICS}.${order.name}: write`,
    () => writeCounts(run, order, lines),
    ({ sealed }) => sealed.rows,
  );
  return {
    ...{ ...source, sql: countsTable(order, source.sql), rows: lines.length, invalid: {}, malformed: 0 },
    counts: { ...facts, order, k: run.plan.statistics?.k ?? 0 },
    parts: [part],
  };
}

/** The delivered table of counts under its own name, with its dimensions. */
function countsTable(order: CountOrder, source: TableSql): TableSql {
  const isDimension = ({ name }: { readonly name: string }): boolean => order.dimensions.includes(name);
  const place = (name: string): number => order.dimensions.indexOf(name);
  const columns = source.columns.filter(isDimension).sort((a, b) => place(a.name) - place(b.name));
  const table: PlanTable = {
    ...source.table,
    ...{ register: STATISTICS, tabell: order.name, conditions: [] },
    columns: source.table.columns.filter(isDimension).sort((a, b) => place(a.name) - place(b.name)),
  };
  return { ...source, table, columns, flags: [] };
}
