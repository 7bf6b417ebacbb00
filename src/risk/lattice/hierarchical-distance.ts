import type { Spread } from './class-table.ts';
import type { Distance } from './closeness-judges.ts';
import { heightOf, levelOf, type Hierarchy } from './hierarchy.ts';

/** The values of a hierarchy at all levels as one row of nodes, the leaves first, the levels in order. */
interface Tree {
  /** By node, the node that it lies under; the nodes of the highest level lie under none. */
  readonly parents: Int32Array;
  /** By node, what it costs to move a share by way of it: its level as a share of the height. */
  readonly costs: Float64Array;
  /** Nodes that lie under another. */
  readonly below: number;
}

/**
 * Work to move the shares through the tree of the values, a move by way of a node of level i costing i / height: at each
 * node, what its children have too much and too little of meet as far as they go (Li et al. 2007). `leafOf` gives the leaf
 * of each value.
 */
export function hierarchicalDistance(
  shares: Float64Array,
  hierarchy: Hierarchy,
  leafOf: Uint32Array,
): Distance {
  const { parents, costs, below } = plantTree(hierarchy);
  const wanting = new Float64Array(parents.length);
  shares.forEach((share, value) => {
    const leaf = leafOf[value] ?? 0;
    wanting[leaf] = (wanting[leaf] ?? 0) - share;
  });
  const extra = new Float64Array(parents.length);
  const gain = new Float64Array(parents.length);
  return (spread, row, units) => {
    extra.set(wanting);
    gain.fill(0);
    addValues(extra, { spread, row, units, leafOf });
    let work = 0;
    for (let node = 0; node < extra.length; node += 1) {
      const more = extra[node] ?? 0;
      const much = gain[node] ?? 0;
      work += (costs[node] ?? 0) * Math.min(much, much - more);
      if (node >= below) continue;
      const parent = parents[node] ?? 0;
      extra[parent] = (extra[parent] ?? 0) + more;
      if (more > 0) gain[parent] = (gain[parent] ?? 0) + more;
    }
    return work;
  };
}

interface Values {
  readonly spread: Spread;
  readonly row: number;
  readonly units: number;
  readonly leafOf: Uint32Array;
}

function addValues(extra: Float64Array, { spread, row, units, leafOf }: Values): void {
  const end = spread.offsets[row + 1] ?? 0;
  for (let i = spread.offsets[row] ?? 0; i < end; i += 1) {
    const leaf = leafOf[spread.values[i] ?? 0] ?? 0;
    extra[leaf] = (extra[leaf] ?? 0) + (spread.counts[i] ?? 0) / units;
  }
}

function plantTree(hierarchy: Hierarchy): Tree {
  const height = heightOf(hierarchy);
  const starts = [0];
  for (const labels of hierarchy.labels) starts.push((starts.at(-1) ?? 0) + labels.length);
  const nodes = starts.at(-1) ?? 0;
  const parents = new Int32Array(nodes);
  const costs = new Float64Array(nodes);
  for (let level = 0; level <= height; level += 1) {
    costs.fill(height === 0 ? 0 : level / height, starts[level], starts[level + 1]);
    if (level === height) continue;
    const above = levelOf(hierarchy, level + 1);
    levelOf(hierarchy, level).forEach((code, leaf) => {
      parents[(starts[level] ?? 0) + code] = (starts[level + 1] ?? 0) + (above[leaf] ?? 0);
    });
  }
  return { parents, costs, below: starts[height] ?? 0 };
}
