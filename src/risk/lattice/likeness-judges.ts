import { CAUTION, markClass, type Judge } from './marks.ts';
import { spreadAt } from './diversity-judges.ts';

/**
 * No value may have a larger share in a class than its cap.
 *
 * Need: kept parts hold at most cap of their n - o units, so f - o_v <= cap (n - o) for each value v. From one value,
 * o >= (f - cap n) / (1 - cap); from all together, o >= the sum of what is above the caps.
 */
export const judgeCaps =
  (caps: Float64Array, place: number): Judge =>
  (classes, marks) => {
    const spread = spreadAt(classes, place);
    for (let row = 0; row < classes.rows; row += 1) {
      const n = classes.count[row] ?? 0;
      let fails = false;
      let above = 0;
      let most = 0;
      for (let i = spread.offsets[row] ?? 0; i < (spread.offsets[row + 1] ?? 0); i += 1) {
        const cap = caps[spread.values[i] ?? 0] ?? 1;
        const f = spread.counts[i] ?? 0;
        if (f / n <= cap) continue;
        fails = true;
        above += f - cap * n;
        most = Math.max(most, (f - cap * n) / (1 - cap));
      }
      if (fails) markClass(marks, row, Math.min(n, Math.max(1, Math.max(most, above) * CAUTION)));
    }
  };

/** Largest share of each value by basic beta-likeness: (q - p) / p <= beta. */
export const basicCaps = (shares: Float64Array, beta: number): Float64Array =>
  shares.map((p) => (1 + beta) * p);

/** Largest share of each value by enhanced beta-likeness: (q - p) / p <= min(beta, -ln p). */
export const enhancedCaps = (shares: Float64Array, beta: number): Float64Array =>
  shares.map((p) => (1 + Math.min(beta, -Math.log(p))) * p);

/**
 * delta-disclosure: |log2(q / p)| < delta for each value that the class has. Not closed under union, since a part may
 * lack the value: nothing is needed of finer transformations.
 */
export const judgeDisclosure =
  (shares: Float64Array, delta: number, place: number): Judge =>
  (classes, marks) => {
    const { offsets, values, counts } = spreadAt(classes, place);
    for (let row = 0; row < classes.rows; row += 1) {
      const n = classes.count[row] ?? 0;
      for (let i = offsets[row] ?? 0; i < (offsets[row + 1] ?? 0); i += 1) {
        const gain = Math.log2((counts[i] ?? 0) / n / (shares[values[i] ?? 0] ?? 1));
        if (Math.abs(gain) >= delta) markClass(marks, row, 0);
      }
    }
  };
