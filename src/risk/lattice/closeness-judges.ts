import type { SensitiveColumn } from './base-table.ts';
import type { Spread } from './class-table.ts';
import { heightOf, levelOf, type Hierarchy } from './hierarchy.ts';
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

/** Work to move the shares through the tree of the values, a move by way of a node of level i costing i / height. */
export function hierarchicalDistance(
  shares: Float64Array,
  hierarchy: Hierarchy,
  leafOf: Uint32Array,
): Distance {
  const height = heightOf(hierarchy);
  const parents = Array.from({ length: height }, (_, level) => parentsOf(hierarchy, level));
  const extras = hierarchy.labels.map((labels) => new Float64Array(labels.length));
  const gains = hierarchy.labels.map((labels) => new Float64Array(labels.length));
  return (spread, row, units) => {
    for (const array of [...extras, ...gains]) array.fill(0);
    fillLeaves(extras[0] ?? new Float64Array(0), { shares, leafOf, spread, row, units });
    let cost = 0;
    for (let level = 0; level < height; level += 1) {
      const up = extras[level + 1] ?? new Float64Array(0);
      const gain = gains[level + 1] ?? up;
      carryUp(extras[level] ?? up, parents[level] ?? new Int32Array(0), up, gain);
      cost += ((level + 1) / height) * workAt(up, gain);
    }
    return cost;
  };
}

interface Leaves {
  readonly shares: Float64Array;
  readonly leafOf: Uint32Array;
  readonly spread: Spread;
  readonly row: number;
  readonly units: number;
}

function fillLeaves(extra: Float64Array, { shares, leafOf, spread, row, units }: Leaves): void {
  const { offsets, values, counts } = spread;
  for (let value = 0; value < shares.length; value += 1) {
    const leaf = leafOf[value] ?? 0;
    extra[leaf] = (extra[leaf] ?? 0) - (shares[value] ?? 0);
  }
  for (let i = offsets[row] ?? 0; i < (offsets[row + 1] ?? 0); i += 1) {
    const leaf = leafOf[values[i] ?? 0] ?? 0;
    extra[leaf] = (extra[leaf] ?? 0) + (counts[i] ?? 0) / units;
  }
}

function carryUp(extra: Float64Array, parents: Int32Array, up: Float64Array, gain: Float64Array): void {
  for (let code = 0; code < extra.length; code += 1) {
    const parent = parents[code] ?? 0;
    const more = extra[code] ?? 0;
    up[parent] = (up[parent] ?? 0) + more;
    if (more > 0) gain[parent] = (gain[parent] ?? 0) + more;
  }
}

/** What meets at the nodes of a level: the lesser of what their children have too much and too little of. */
function workAt(extra: Float64Array, gain: Float64Array): number {
  let work = 0;
  for (let node = 0; node < extra.length; node += 1) {
    const much = gain[node] ?? 0;
    work += Math.min(much, much - (extra[node] ?? 0));
  }
  return work;
}

/** By code of a level, its code one level up. */
function parentsOf(hierarchy: Hierarchy, level: number): Int32Array {
  const parents = new Int32Array(hierarchy.labels[level]?.length ?? 0);
  const above = levelOf(hierarchy, level + 1);
  levelOf(hierarchy, level).forEach((code, leaf) => {
    parents[code] = above[leaf] ?? 0;
  });
  return parents;
}
