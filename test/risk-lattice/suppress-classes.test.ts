import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CellTable } from '../../src/risk/local-suppression/cell-table.ts';
import { suppressClasses } from '../../src/risk/local-suppression/suppress-classes.ts';

const COSTS = [1, 2, 1.5];
const drawnTable = (most: number) =>
  fc.array(fc.integer({ min: -1, max: 2 }), { minLength: 6, maxLength: most }).map((codes): CellTable => {
    const records = Math.floor(codes.length / 3);
    return { records, variables: 3, codes: Int32Array.from(codes.slice(0, 3 * records)) };
  });

const rowOf = ({ codes }: CellTable, record: number): readonly number[] => [
  ...codes.subarray(3 * record, 3 * record + 3),
];

/** Records that a person may be who is known by all values, where empty cells may be anything. */
const candidates = (published: CellTable, known: readonly number[]): number =>
  Array.from({ length: published.records }, (_, r) => rowOf(published, r)).filter((row) =>
    row.every((code, v) => code === -1 || code === known[v]),
  ).length;

const alike = (table: CellTable, record: number): number =>
  Array.from({ length: table.records }, (_, r) => rowOf(table, r).join()).filter(
    (text) => text === rowOf(table, record).join(),
  ).length;

it('each record is one of k that are published alike, and nobody is among fewer than k by what is known of all values', () => {
  fc.assert(
    fc.property(drawnTable(45), fc.constantFrom(2, 3), (table, k) => {
      const found = suppressClasses(table, k, COSTS);
      if (found === null) {
        expect(table.records).toBeLessThan(k);
        return;
      }
      for (let record = 0; record < table.records; record += 1) {
        expect(alike(found.table, record)).toBeGreaterThanOrEqual(k);
        expect(candidates(found.table, rowOf(table, record))).toBeGreaterThanOrEqual(k);
        rowOf(found.table, record).forEach((code, v) => {
          expect([-1, rowOf(table, record)[v]]).toContain(code);
        });
      }
    }),
    { numRuns: 40 },
  );
});

it('the bound is never above what the cheapest cells cost', () => {
  fc.assert(
    fc.property(drawnTable(12), (table) => {
      const found = suppressClasses(table, 2, COSTS);
      let least = Infinity;
      for (let set = 0; set < 2 ** table.codes.length; set += 1) {
        const codes = table.codes.map((code, cell) => ((set >> cell) & 1 ? -1 : code));
        const tried = { ...table, codes };
        if (Array.from({ length: table.records }, (_, r) => alike(tried, r)).some((n) => n < 2)) continue;
        const cost = codes.reduce(
          (sum, code, i) => sum + (code === table.codes[i] ? 0 : (COSTS[i % 3] ?? 0)),
          0,
        );
        least = Math.min(least, cost);
      }
      expect(found?.bound ?? 0).toBeLessThanOrEqual(least + 1e-9);
      expect(found?.cost ?? Infinity).toBeGreaterThanOrEqual(least - 1e-9);
    }),
    { numRuns: 15 },
  );
});

it('one record without any value hides nobody else', () => {
  const table = { records: 4, variables: 3, codes: Int32Array.from([0, 0, 0, 1, 1, 1, 2, 2, 2, -1, -1, -1]) };
  expect(suppressClasses(table, 2, COSTS)?.cost).toBeGreaterThan(0);
});
