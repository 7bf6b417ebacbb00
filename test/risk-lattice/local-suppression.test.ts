import fc from 'fast-check';
import { expect, it } from 'vitest';
import { violating, type CellTable } from '../../src/risk/local-suppression/cell-table.ts';
import { suppressCells } from '../../src/risk/local-suppression/suppress-cells.ts';

const COSTS = [1, 2, 1.5];

const drawnTable = fc
  .array(fc.integer({ min: -1, max: 2 }), { minLength: 6, maxLength: 12 })
  .map((codes): CellTable => {
    const records = Math.floor(codes.length / 3);
    return { records, variables: 3, codes: Int32Array.from(codes.slice(0, 3 * records)) };
  });

/** The least cost over every set of cells. */
function leastCost(table: CellTable, k: number): number {
  let least = Infinity;
  for (let set = 0; set < 2 ** table.codes.length; set += 1) {
    const isIn = (cell: number): boolean => ((set >> cell) & 1) === 1;
    const cost = table.codes.reduce(
      (sum, code, cell) => sum + (isIn(cell) && code !== -1 ? (COSTS[cell % 3] ?? 0) : 0),
      0,
    );
    if (cost >= least) continue;
    const codes = table.codes.map((code, cell) => (isIn(cell) ? -1 : code));
    if (violating({ ...table, codes }, k).length === 0) least = cost;
  }
  return least;
}

it('the cells that are suppressed are the cheapest that there are', () => {
  fc.assert(
    fc.property(drawnTable, fc.constantFrom(2, 3), (table, k) => {
      const found = suppressCells(table, k, COSTS, () => false);
      if (table.records < k) {
        expect(found).toBeNull();
        return;
      }
      expect(violating(found?.table ?? table, k)).toEqual([]);
      expect(found?.cost).toBeCloseTo(leastCost(table, k), 9);
      expect(found?.bound).toBeCloseTo(found?.cost ?? 0, 9);
    }),
    { numRuns: 25 },
  );
});

it('a search that is ended at once gives a whole answer, and a bound below it', () => {
  fc.assert(
    fc.property(drawnTable, (table) => {
      const found = suppressCells(table, 2, COSTS, () => true);
      expect(violating(found?.table ?? table, 2)).toEqual([]);
      expect(found?.bound).toBeLessThanOrEqual(leastCost(table, 2) + 1e-9);
    }),
    { numRuns: 15 },
  );
});
