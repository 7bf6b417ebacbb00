import { disagreement, suppressed, variablesOf, violating, type CellTable } from './cell-table.ts';
import { suppressGreedily } from './suppress-greedily.ts';

/** Cells to suppress so that each record agrees with k records, itself among them. */
export interface CellSuppression {
  readonly table: CellTable;
  /** Suppressed cells: places in `codes`. */
  readonly cells: readonly number[];
  readonly cost: number;
  /** No set of cells costs less; equal to `cost` where that is proved to be the least. */
  readonly bound: number;
}

/**
 * Local suppression: the cheapest cells, a cell of variable v costing `costs[v]` (above 0), by iterative deepening. A
 * record that too few agree with must come to agree with another one, each variable in which they differ being suppressed
 * in the one or in the other: all such ways are tried within a budget, and the least cost above it is the next budget. So
 * a budget in which nothing is found is a proven bound. When `isOver` says so, or the greedy answer costs no more than the
 * budget, the greedy answer is given. Returns null for fewer than k records.
 *
 * Known limit: since a suppressed cell agrees with any value in either record, k - 1 records without any value make every
 * record agree with k. Where few cells are wanted of many, that is the cheapest answer, and it protects nobody: look at
 * which records lost cells before using it.
 */
export function suppressCells(
  table: CellTable,
  k: number,
  costs: readonly number[],
  isOver: () => boolean,
): CellSuppression | null {
  if (table.records < k) return null;
  const greedy = suppressGreedily(table, k, costs);
  const most = costBetween(table, greedy, costs);
  for (let budget = 0; budget < most - 1e-9;) {
    const search = { k, costs, isOver, budget, next: most };
    const found = deepen(search, table, 0);
    if (found !== null) return resultOf(table, found, costs, costBetween(table, found, costs));
    if (isOver()) return resultOf(table, greedy, costs, budget);
    budget = search.next;
  }
  return resultOf(table, greedy, costs, most);
}

interface Deepening {
  readonly k: number;
  readonly costs: readonly number[];
  readonly isOver: () => boolean;
  readonly budget: number;
  /** The least cost above the budget that was met. */
  next: number;
}

/** A table without violations within the budget, or null. */
function deepen(search: Deepening, table: CellTable, spent: number): CellTable | null {
  const [record] = violating(table, search.k);
  if (record === undefined) return table;
  for (let other = 0; other < table.records; other += 1) {
    const found = split(search, { table, record, other }, spent);
    if (found !== null) return found;
    if (search.isOver()) return null;
  }
  return null;
}

interface Pair {
  readonly table: CellTable;
  readonly record: number;
  readonly other: number;
}

/** Tries each way to suppress the variables that differ in the one record or the other. */
function split(search: Deepening, { table, record, other }: Pair, spent: number): CellTable | null {
  const differing = disagreement(table, record, other);
  if (differing === 0) return null;
  const cost = spent + variablesOf(differing).reduce((sum, v) => sum + (search.costs[v] ?? 1), 0);
  if (cost > search.budget + 1e-9) {
    search.next = Math.min(search.next, cost);
    return null;
  }
  for (let mine = differing; ; mine = (mine - 1) & differing) {
    const then = suppressed(suppressed(table, record, mine), other, differing & ~mine);
    const found = deepen(search, then, cost);
    if (found !== null || mine === 0) return found;
  }
}

function resultOf(
  original: CellTable,
  table: CellTable,
  costs: readonly number[],
  bound: number,
): CellSuppression {
  const cells = Array.from(table.codes.keys()).filter((cell) => table.codes[cell] !== original.codes[cell]);
  return { table, cells, cost: costBetween(original, table, costs), bound };
}

function costBetween(original: CellTable, table: CellTable, costs: readonly number[]): number {
  return table.codes.reduce(
    (sum, code, cell) => (code === original.codes[cell] ? sum : sum + (costs[cell % table.variables] ?? 1)),
    0,
  );
}
