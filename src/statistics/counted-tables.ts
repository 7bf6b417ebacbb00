import {
  cellKey,
  setKey,
  type Category,
  type CountedCell,
  type CountedSet,
  type Measure,
} from './counted.ts';

/** One group of a counted table. */
export interface CountRow {
  /** Bit i, from the right, is set where the i-th dimension from the end is summed over. */
  readonly summed: number;
  /** Of each dimension; null where it is missing or summed over. */
  readonly categories: readonly Category[];
  readonly persons: number;
  readonly rows: number;
  /** Persons who lie in no other combination of all dimensions of the register table, and persons with one row in all. */
  readonly single: number;
  readonly oneRow: number;
}

/** A table of counts as it was counted, with its sums where they are told. */
export interface CountedTable {
  readonly name: string;
  readonly dimensions: readonly string[];
  readonly measure: Measure;
  readonly totals: boolean;
  readonly rows: readonly CountRow[];
}

/** Whether the i-th dimension is one that a row sums over. */
export const isSummed = (
  { dimensions }: Pick<CountedTable, 'dimensions'>,
  summed: number,
  i: number,
): boolean => (summed & (1 << (dimensions.length - 1 - i))) !== 0;

/** The key of a row's set, and that of its cell in it: alike for all tables that tell of the same. */
export function placeOf(t: Pick<CountedTable, 'dimensions'>, row: Pick<CountRow, 'summed' | 'categories'>) {
  const pairs = t.dimensions
    .map((dimension, i) => ({ dimension, category: row.categories[i] ?? null, i }))
    .filter(({ i }) => !isSummed(t, row.summed, i))
    .sort((a, b) => (a.dimension < b.dimension ? -1 : 1));
  const dimensions = pairs.map(({ dimension }) => dimension);
  const categories = pairs.map(({ category }) => category);
  return { dimensions, categories, set: setKey(dimensions), cell: cellKey(categories) };
}

/**
 * The sets that the tables of one register table tell of, each once. What an attacker can think of as elsewhere is what
 * every table counts alike: rows where only rows are counted, persons of one combination where only persons are, and
 * persons with one row where both are.
 */
export function setsOf(tables: readonly CountedTable[]): readonly CountedSet[] {
  const measures = new Set(tables.map(({ measure }) => measure));
  const free = (row: CountRow): number =>
    measures.size > 1 ? row.oneRow : measures.has('rader') ? row.rows : row.single;
  const sets = new Map<
    string,
    { dimensions: readonly string[]; measures: Set<Measure>; cells: Map<string, CountedCell> }
  >();
  for (const table of tables)
    for (const row of table.rows) {
      const { dimensions, categories, set, cell } = placeOf(table, row);
      const found = sets.get(set) ?? { dimensions, measures: new Set(), cells: new Map() };
      sets.set(set, found);
      found.measures.add(table.measure);
      const { persons, rows } = row;
      if (persons > 0) found.cells.set(cell, { categories, persons, rows, free: free(row) });
    }
  return [...sets.values()].map((set) => ({ ...set, cells: [...set.cells.values()] }));
}
