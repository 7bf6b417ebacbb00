import type { ClassTable, Spread } from './class-table.ts';
import type { Demand } from './demand.ts';
import { CAUTION, markClass, type Judge } from './marks.ts';

type Of<T extends Demand['type']> = Extract<Demand, { readonly type: T }>;

/** The sensitive column of a table at `place`. */
export function spreadAt({ sensitive }: ClassTable, place: number): Spread {
  const spread = sensitive[place];
  if (spread === undefined) throw new Error('a table without one of its sensitive columns');
  return spread;
}

const distinctIn = ({ offsets }: Spread, row: number): number =>
  (offsets[row + 1] ?? 0) - (offsets[row] ?? 0);

/** Classes with fewer than l distinct values fail, and so does every part of them. */
export const judgeDistinct =
  ({ l }: Of<'distinctLDiversity'>, place: number): Judge =>
  (classes, marks) => {
    const spread = spreadAt(classes, place);
    for (let row = 0; row < classes.rows; row += 1)
      if (distinctIn(spread, row) < l) markClass(marks, row, classes.count[row] ?? 0);
  };

/**
 * The entropy H of the values must be at least ln l.
 *
 * Need: entropy is concave, so a class of n units, n - o of them in kept parts, has H >= (1 - o/n) ln l, and
 * o >= n (1 - H / ln l); a class with fewer than l values is needed whole.
 */
export const judgeEntropy =
  ({ l }: Of<'entropyLDiversity'>, place: number): Judge =>
  (classes, marks) => {
    const spread = spreadAt(classes, place);
    const bound = Math.log(l);
    for (let row = 0; row < classes.rows; row += 1) {
      const n = classes.count[row] ?? 0;
      const sum = sumOfLogs(spread, row);
      if (n > 0 && sum <= n * (Math.log(n) - bound)) continue;
      const entropy = n > 0 ? Math.log(n) - sum / n : 0;
      const part = Math.max(1, n * (1 - entropy / bound) * CAUTION);
      markClass(marks, row, distinctIn(spread, row) < l ? n : Math.min(n, part));
    }
  };

function sumOfLogs({ offsets, counts }: Spread, row: number): number {
  let sum = 0;
  for (let i = offsets[row] ?? 0; i < (offsets[row + 1] ?? 0); i += 1) {
    const f = counts[i] ?? 0;
    sum += f * Math.log(f);
  }
  return sum;
}

/**
 * Recursive (c,l): of the counts from greatest to least, the first must be below c times the sum from the l-th on.
 *
 * Need: kept parts together meet the demand, since it is closed under union. Taking o units away makes the first count
 * no less than r1 - o, and the sum from the l-th on no greater, so o > r1 - c (r_l + r_l+1 + …); a class with fewer than
 * l values is needed whole.
 */
export const judgeRecursive =
  ({ c, l }: Of<'recursiveLDiversity'>, place: number): Judge =>
  (classes, marks) => {
    const spread = spreadAt(classes, place);
    for (let row = 0; row < classes.rows; row += 1) {
      const n = classes.count[row] ?? 0;
      if (distinctIn(spread, row) < l) {
        markClass(marks, row, n);
        continue;
      }
      const sorted = spread.counts.slice(spread.offsets[row], spread.offsets[row + 1]).sort();
      const greatest = sorted.at(-1) ?? 0;
      const rest = sumFirst(sorted, sorted.length - l + 1);
      if (greatest >= c * rest)
        markClass(marks, row, Math.min(n, Math.max(1, (greatest - c * rest) * CAUTION)));
    }
  };

function sumFirst(ascending: Uint32Array, length: number): number {
  let sum = 0;
  for (let i = 0; i < length; i += 1) sum += ascending[i] ?? 0;
  return sum;
}
