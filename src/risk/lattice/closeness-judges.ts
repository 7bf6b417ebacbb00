import type { SensitiveColumn } from './base-table.ts';
import type { Spread } from './class-table.ts';
import { CAUTION, markClass, type Judge } from './marks.ts';
import { spreadAt } from './diversity-judges.ts';

/** Distance between the values of a class and those of the table, between 0 and 1 and convex in the former. */
export type Distance = (spread: Spread, row: number, units: number) => number;

/**
 * Classes farther than t from the table fail.
 *
 * Need: every distance here is convex and at most `farthest`, the distance of a class of one value. A class of n units,
 * n - o of them in kept parts, lies at most t (n - o)/n + farthest o/n away, so o >= n (d - t) / (farthest - t).
 */
export const judgeCloseness =
  (t: number, distance: Distance, farthest: number, place: number): Judge =>
  (classes, marks) => {
    const spread = spreadAt(classes, place);
    for (let row = 0; row < classes.rows; row += 1) {
      const n = classes.count[row] ?? 0;
      const d = n === 0 ? 0 : distance(spread, row, n);
      if (d <= t) continue;
      const part = farthest > t ? ((n * (d - t)) / (farthest - t)) * CAUTION : n;
      markClass(marks, row, Math.min(n, Math.max(1, part)));
    }
  };

/** Shares of the values in the whole table. */
export function sharesOf({ totals }: SensitiveColumn): Float64Array {
  const units = totals.reduce((sum, n) => sum + n, 0);
  return totals.map((n) => n / units);
}

/** Half the sum of the differences of shares. */
export const equalDistance =
  (shares: Float64Array): Distance =>
  ({ offsets, values, counts }, row, units) => {
    let present = 0;
    let apart = 0;
    for (let i = offsets[row] ?? 0; i < (offsets[row + 1] ?? 0); i += 1) {
      const share = shares[values[i] ?? 0] ?? 0;
      apart += Math.abs((counts[i] ?? 0) / units - share);
      present += share;
    }
    return (apart + Math.max(0, 1 - present)) / 2;
  };

/** Work to move the shares along the order of the values, one place costing 1 / (m - 1). `rank` gives the place of each. */
export function orderedDistance(shares: Float64Array, rank: Uint32Array): Distance {
  const m = shares.length;
  const extra = new Float64Array(m);
  return ({ offsets, values, counts }, row, units) => {
    for (let value = 0; value < m; value += 1) extra[rank[value] ?? 0] = -(shares[value] ?? 0);
    for (let i = offsets[row] ?? 0; i < (offsets[row + 1] ?? 0); i += 1) {
      const place = rank[values[i] ?? 0] ?? 0;
      extra[place] = (extra[place] ?? 0) + (counts[i] ?? 0) / units;
    }
    let moved = 0;
    let sum = 0;
    for (let place = 0; place < m; place += 1) {
      sum += extra[place] ?? 0;
      moved += Math.abs(sum);
    }
    return m > 1 ? moved / (m - 1) : 0;
  };
}
