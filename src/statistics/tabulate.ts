import type { Category } from './counted.ts';
import { isSummed, placeOf, type CountedTable, type CountRow } from './counted-tables.ts';
import { naturalOrder } from './natural-order.ts';
import type { Protection } from './protect-tables.ts';

/** A line of a delivered table of counts. */
export interface TableLine {
  /** Text for each dimension. */
  readonly categories: readonly string[];
  /** Null where it is not told. */
  readonly count: number | null;
}

/** A table as it is delivered, and what a report may tell of it. */
export interface ProtectedTable {
  readonly lines: readonly TableLine[];
  /** Text that stands for the sum over a dimension, and for a missing value; no value of the table is like it. */
  readonly all: string;
  readonly missing: string;
  /** Cells that are zero, that are left out for few persons, and that are left out to protect those. */
  readonly zeros: number;
  readonly few: number;
  readonly more: number;
  /** Share of the persons, each in each of her combinations of all dimensions, who are in a cell that is left out. */
  readonly hiddenShare: number;
}

/** Lines that the categories of a table make, with its sums. */
export function countLines(t: CountedTable): number {
  return categoriesOf(t).reduce((product, { length }) => product * (length + Number(t.totals)), 1);
}

/**
 * Every combination of the categories that somebody has, and sums where they are told, in the order of the dimensions;
 * what nobody has is told as 0.
 */
export function tabulate(t: CountedTable, { isHidden, isFew }: Protection): ProtectedTable {
  const categories = categoriesOf(t);
  const values = new Set(categories.flat());
  const all = unlike('alle', values);
  const missing = unlike('mangler', values);
  const counted = new Map(t.rows.map((row) => [lineKey(row.summed, row.categories), row]));
  const found = { zeros: 0, few: 0, more: 0, persons: 0, hidden: 0 };
  const lines = combinations(t, categories).map(({ summed, of }): TableLine => {
    const row = counted.get(lineKey(summed, of));
    const persons = row?.persons ?? 0;
    const { set, cell } = placeOf(t, { summed, categories: of });
    const hides = persons > 0 && isHidden(set, cell);
    if (persons === 0) found.zeros += 1;
    else if (hides) found[isFew(set, cell) ? 'few' : 'more'] += 1;
    if (summed === 0) addInner(found, persons, hides);
    return {
      categories: of.map((category, i) => textOf(category, isSummed(t, summed, i), all, missing)),
      count: hides ? null : figureOf(t, row),
    };
  });
  const hiddenShare = found.persons === 0 ? 0 : found.hidden / found.persons;
  return { lines, all, missing, zeros: found.zeros, few: found.few, more: found.more, hiddenShare };
}

const figureOf = ({ measure }: CountedTable, row: CountRow | undefined): number =>
  (measure === 'personer' ? row?.persons : row?.rows) ?? 0;

/** Persons of a cell that no sum holds together. */
function addInner(found: { persons: number; hidden: number }, persons: number, hides: boolean): void {
  found.persons += persons;
  if (hides) found.hidden += persons;
}

const lineKey = (summed: number, of: readonly Category[]): string => JSON.stringify([summed, of]);

const textOf = (category: Category, isSum: boolean, all: string, missing: string): string =>
  isSum ? all : (category ?? missing);

/** The text, in as many brackets as it takes to be unlike all values. */
function unlike(text: string, values: ReadonlySet<Category>): string {
  return values.has(text) ? unlike(`(${text})`, values) : text;
}

/** The categories of each dimension that somebody has, in their order. */
const categoriesOf = (t: CountedTable): readonly (readonly Category[])[] =>
  t.dimensions.map((_, i) => {
    const inner = t.rows.filter(({ summed, persons }) => summed === 0 && persons > 0);
    return [...new Set(inner.map(({ categories }) => categories[i] ?? null))].sort(naturalOrder);
  });

interface Combination {
  readonly summed: number;
  readonly of: readonly Category[];
}

/** Every combination, the last dimension first to change, a sum behind the categories that it sums. */
function combinations(
  { dimensions, totals }: CountedTable,
  categories: readonly (readonly Category[])[],
): readonly Combination[] {
  let all: Combination[] = [{ summed: 0, of: [] }];
  for (const [i, own] of categories.entries()) {
    const bit = 1 << (dimensions.length - 1 - i);
    all = all.flatMap(({ summed, of }) => [
      ...own.map((category) => ({ summed, of: [...of, category] })),
      ...(totals ? [{ summed: summed | bit, of: [...of, null] }] : []),
    ]);
  }
  return all;
}
