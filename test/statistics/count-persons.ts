import type { CountedTable, CountRow } from '../../src/statistics/counted-tables.ts';
import type { Category, Measure } from '../../src/statistics/counted.ts';

/** A row of a register: the category of each dimension. */
export type Row = readonly Category[];

/** A person by her rows. */
export type Person = readonly Row[];

/** A table of counts that a test asks for; dimensions by their places in a row. */
export interface Asked {
  readonly dimensions: readonly number[];
  readonly measure: Measure;
  readonly totals: boolean;
}

export const nameOf = (dimension: number): string => 'abcdef'[dimension] ?? '';

const distinct = (rows: Person): number => new Set(rows.map((row) => JSON.stringify(row))).size;

/** Which dimensions of a table are summed over, for each of its figures. */
export const summings = ({ dimensions, totals }: Asked): readonly number[] =>
  totals ? Array.from({ length: 2 ** dimensions.length }, (_, summed) => summed) : [0];

/** What a row is counted under in a table. */
export const categoriesIn = ({ dimensions }: Asked, summed: number, row: Row): readonly Category[] =>
  dimensions.map((d, i) => ((summed >> (dimensions.length - 1 - i)) & 1 ? null : (row[d] ?? null)));

/** The table, counted in the plainest way. */
export function countPersons(persons: readonly Person[], asked: Asked): CountedTable {
  const rows = summings(asked).flatMap((summed): CountRow[] => {
    const keys = new Set(persons.flat().map((row) => JSON.stringify(categoriesIn(asked, summed, row))));
    return [...keys].map((key) => {
      const isIn = (row: Row): boolean => JSON.stringify(categoriesIn(asked, summed, row)) === key;
      const found = persons.filter((person) => person.some(isIn));
      return {
        ...{ summed, categories: JSON.parse(key) as Category[], persons: found.length },
        rows: persons.flat().filter(isIn).length,
        single: found.filter((person) => distinct(person) === 1).length,
        oneRow: found.filter((person) => person.length === 1).length,
      };
    });
  });
  return {
    name: asked.dimensions.map(nameOf).join(''),
    dimensions: asked.dimensions.map(nameOf),
    measure: asked.measure,
    totals: asked.totals,
    rows,
  };
}
