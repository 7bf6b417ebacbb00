import fc from 'fast-check';
import { expect, it } from 'vitest';
import { placeOf } from '../../src/statistics/counted-tables.ts';
import { protectTables, type Protection } from '../../src/statistics/protect-tables.ts';
import {
  categoriesIn,
  countPersons,
  nameOf,
  summings,
  type Asked,
  type Person,
  type Row,
} from './count-persons.ts';

/** A figure that is delivered, whether it is told, and how much of each kind of person, or row, it counts. */
interface Figure {
  readonly value: number;
  readonly isTold: boolean;
  readonly isFew: boolean;
  readonly has: readonly number[];
}

/**
 * Every world of as many units as there are, of these kinds, in which each told figure is as it is: the least and the most
 * that each figure of few persons is in any of them.
 */
function intervals(figures: readonly Figure[], kinds: number, units: number): (readonly [number, number])[] {
  const few = figures.filter(({ isFew }) => isFew);
  const ends = few.map((): [number, number] => [Infinity, -Infinity]);
  const sums = figures.map(() => 0);
  const add = (kind: number, count: number): void => {
    for (const [i, { has }] of figures.entries()) sums[i] = (sums[i] ?? 0) + count * (has[kind] ?? 0);
  };
  const isOver = (): boolean => figures.some(({ isTold, value }, i) => isTold && (sums[i] ?? 0) > value);
  const isLike = (): boolean => figures.every(({ isTold, value }, i) => !isTold || sums[i] === value);
  const note = (): void => {
    for (const [i, figure] of few.entries()) {
      const sum = sums[figures.indexOf(figure)] ?? 0;
      const [least = sum, most = sum] = ends[i] ?? [];
      ends[i] = [Math.min(least, sum), Math.max(most, sum)];
    }
  };
  const place = (kind: number, left: number): void => {
    if (isOver()) return;
    if (kind === kinds) {
      if (left === 0 && isLike()) note();
      return;
    }
    for (let count = 0; count <= left; count++) {
      add(kind, count);
      place(kind + 1, left - count);
      add(kind, -count);
    }
  };
  place(0, units);
  return ends;
}

/** The figures of all tables, those that are zero as well, for worlds made of these kinds of persons. */
function figuresOf(
  persons: readonly Person[],
  asked: readonly Asked[],
  kinds: readonly Person[],
  { isHidden, isFew }: Protection,
): Figure[] {
  return asked.flatMap((one) =>
    summings(one).flatMap((summed) => {
      const keys = new Set(kinds.flat().map((row) => JSON.stringify(categoriesIn(one, summed, row))));
      return [...keys].map((key): Figure => {
        const isIn = (row: Row): boolean => JSON.stringify(categoriesIn(one, summed, row)) === key;
        const count = (person: Person): number =>
          one.measure === 'rader' ? person.filter(isIn).length : Number(person.some(isIn));
        const dimensions = one.dimensions.map(nameOf);
        const place = placeOf({ dimensions }, { summed, categories: JSON.parse(key) as string[] });
        return {
          value: persons.reduce((sum, person) => sum + count(person), 0),
          isTold: !isHidden(place.set, place.cell),
          isFew: isFew(place.set, place.cell),
          has: kinds.map(count),
        };
      });
    }),
  );
}

const grid = (...sizes: readonly number[]): Row[] =>
  sizes.reduce<string[][]>(
    (rows, size) => rows.flatMap((row) => Array.from({ length: size }, (_, i) => [...row, String(i)])),
    [[]],
  );
const subsets = (rows: readonly Row[]): Person[] =>
  Array.from({ length: 2 ** rows.length - 1 }, (_, i) => rows.filter((_row, bit) => ((i + 1) >> bit) & 1));

const table = (
  dimensions: readonly number[],
  totals = true,
  measure: Asked['measure'] = 'personer',
): Asked => ({
  ...{ dimensions, totals, measure },
});

interface Case {
  readonly what: string;
  readonly asked: readonly Asked[];
  /** The kinds of persons there can be, and how many persons are drawn. */
  readonly kinds: readonly Person[];
  readonly most: number;
}

const alone = (rows: readonly Row[]): Person[] => rows.map((row) => [row]);
const cases: readonly Case[] = [
  { what: 'one table of three by three', asked: [table([0, 1])], kinds: alone(grid(3, 3)), most: 9 },
  { what: 'one table of three dimensions', asked: [table([0, 1, 2])], kinds: alone(grid(2, 2, 2)), most: 11 },
  {
    what: 'a table and one that is a part of it',
    asked: [table([1]), table([0, 1], false)],
    kinds: alone(grid(2, 4)),
    most: 11,
  },
  {
    what: 'two tables that share a dimension',
    asked: [table([0, 1]), table([1, 2])],
    kinds: alone(grid(2, 2, 2)),
    most: 11,
  },
  { what: 'persons with rows in several cells', asked: [table([0, 1])], kinds: subsets(grid(2, 2)), most: 6 },
  {
    what: 'such persons in tables that share a dimension',
    asked: [table([0, 1]), table([1])],
    kinds: subsets(grid(2, 2)),
    most: 6,
  },
  {
    what: 'rows and persons of the same cells',
    asked: [table([0, 1]), table([0, 1], true, 'rader')],
    kinds: [...alone(grid(2, 2)), ...grid(2, 2).map((row) => [row, row])],
    most: 7,
  },
];

const LEAST = 3;

it.each(cases)(
  'in $what, whoever tries every world that agrees with all that is told finds no small count to within k',
  async ({ asked, kinds, most }) => {
    const found = { protected: 0, secondary: 0 };
    const persons = fc.array(fc.nat(kinds.length - 1), { minLength: 3, maxLength: most });
    await fc.assert(
      fc.asyncProperty(persons, async (drawn) => {
        const all = drawn.map((kind) => kinds[kind] ?? []);
        const result = await protectTables(
          asked.map((one) => countPersons(all, one)),
          LEAST,
          [],
        );
        if (result.outcome !== 'safe') return;
        const figures = figuresOf(all, asked, kinds, result.protection);
        const few = figures.filter(({ isFew }) => isFew);
        if (few.length === 0) return;
        found.protected += 1;
        found.secondary += figures.filter((f) => !f.isTold && !f.isFew).length;
        for (const [least, highest] of intervals(figures, kinds.length, all.length))
          expect(highest - least).toBeGreaterThanOrEqual(LEAST);
        for (const { value, isTold } of figures)
          if (isTold && value > 0) expect(value).toBeGreaterThanOrEqual(LEAST);
      }),
      { numRuns: 10, seed: 7 },
    );
    expect(found.protected).toBeGreaterThan(0);
  },
);
