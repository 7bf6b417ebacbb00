import { variablesOf, type CellTable } from './cell-table.ts';

/** Cells to suppress so that each record is one of k that are published alike. */
export interface ClassSuppression {
  readonly table: CellTable;
  /** Suppressed cells: places in `codes`. */
  readonly cells: readonly number[];
  readonly cost: number;
  /** No set of cells costs less; equal to `cost` where that is proved to be the least. */
  readonly bound: number;
}

const MISSING = -1;

/**
 * Local suppression by classes of what is published (Meyerson & Williams 2004): a suppressed cell is a value of its own,
 * equal only to another suppressed or missing one. Whoever knows all values of a person finds either no record or all of
 * some class, and so k records: nobody is hidden by another's empty cells, as under the rule of wildcards.
 *
 * Sets of variables are taken from the cheapest to the dearest; records that lie in too small a class and are k or more
 * once the set is suppressed lose those cells. Fewer than k that are left lose all, with as many more as they need. A cell
 * of variable v costs `costs[v]`. The bound: a record loses at least the variables in which it differs from the (k - 1)th
 * nearest other one. At most 20 variables; null for fewer than k records.
 */
export function suppressClasses(
  table: CellTable,
  k: number,
  costs: readonly number[],
): ClassSuppression | null {
  if (table.records < k) return null;
  const codes = table.codes.slice();
  let left = smallClasses({ ...table, codes }, allRecords(table), k);
  const small = left;
  for (const mask of masksByCost(table.variables, costs)) {
    if (left.length === 0) break;
    const large = classesOf(table, left, mask).filter((members) => members.length >= k);
    for (const members of large) for (const record of members) suppressCells(codes, table, record, mask);
    const settled = new Set(large.flat());
    left = left.filter((record) => !settled.has(record));
  }
  joinLast({ ...table, codes }, left, k);
  const published = { ...table, codes };
  const cells = Array.from(codes.keys()).filter((cell) => codes[cell] !== table.codes[cell]);
  const cost = cells.reduce((sum, cell) => sum + (costs[cell % table.variables] ?? 1), 0);
  return { table: published, cells, cost, bound: Math.min(cost, leastCost(table, small, k, costs)) };
}

const allRecords = ({ records }: CellTable): readonly number[] =>
  Array.from({ length: records }, (_, record) => record);

const classesOf = (
  { codes, variables }: CellTable,
  records: readonly number[],
  mask: number,
): readonly (readonly number[])[] => {
  const members = new Map<string, number[]>();
  for (const record of records) {
    const key = Array.from(codes.subarray(record * variables, (record + 1) * variables), (code, v) =>
      (mask >> v) % 2 === 1 ? MISSING : code,
    ).join();
    const found = members.get(key);
    if (found === undefined) members.set(key, [record]);
    else found.push(record);
  }
  return [...members.values()];
};

/** Records of which fewer than k are published alike. */
const smallClasses = (table: CellTable, records: readonly number[], k: number): readonly number[] =>
  classesOf(table, records, 0)
    .filter((members) => members.length < k)
    .flat();

function suppressCells(codes: Int32Array, { variables }: CellTable, record: number, mask: number): void {
  for (const v of variablesOf(mask)) codes[record * variables + v] = MISSING;
}

const costOf = (mask: number, costs: readonly number[]): number =>
  variablesOf(mask).reduce((sum, v) => sum + (costs[v] ?? 1), 0);

const masksByCost = (variables: number, costs: readonly number[]): readonly number[] =>
  Array.from({ length: 2 ** variables - 1 }, (_, i) => i + 1).sort(
    (a, b) => costOf(a, costs) - costOf(b, costs) || a - b,
  );

/** The last few lose every cell, and the records of the smallest classes with them, until they are k alike. */
function joinLast(table: CellTable, left: readonly number[], k: number): void {
  if (left.length === 0) return;
  const all = 2 ** table.variables - 1;
  const settled = new Set(left);
  let empty = left.length;
  for (const record of left) suppressCells(table.codes, table, record, all);
  const others = allRecords(table).filter((record) => !settled.has(record));
  const classes = [...classesOf(table, others, 0)].sort((a, b) => a.length - b.length);
  const surplus = classes.flatMap((members) => members.slice(k));
  for (const record of surplus.slice(0, Math.max(0, k - empty))) {
    suppressCells(table.codes, table, record, all);
    empty += 1;
  }
  for (const members of classes) {
    if (empty >= k) return;
    for (const record of members) suppressCells(table.codes, table, record, all);
    empty += members.length;
  }
}

/** What the records of small classes lose at least. */
function leastCost(
  { codes, variables, records }: CellTable,
  small: readonly number[],
  k: number,
  costs: readonly number[],
): number {
  let sum = 0;
  for (const record of small) {
    const nearest: number[] = [];
    for (let other = 0; other < records; other += 1) {
      if (other === record) continue;
      let cost = 0;
      for (let v = 0; v < variables; v += 1) {
        const mine = codes[record * variables + v] ?? MISSING;
        if (mine !== MISSING && mine !== codes[other * variables + v]) cost += costs[v] ?? 1;
      }
      if (nearest.length < k - 1) nearest.push(cost);
      else if (cost < (nearest.at(-1) ?? 0)) nearest[nearest.length - 1] = cost;
      else continue;
      nearest.sort((a, b) => a - b);
    }
    sum += nearest.at(-1) ?? 0;
  }
  return sum;
}
