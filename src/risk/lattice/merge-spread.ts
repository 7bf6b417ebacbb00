import type { Spread } from './class-table.ts';
import type { Grouping } from './group-rows.ts';

/** Adds up the sensitive values of the rows of each class; values stay ascending within a class. */
export function mergeSpread(spread: Spread, rows: number, grouping: Grouping): Spread {
  const { groups } = grouping;
  const { starts, order } = rowsByGroup(rows, groups, grouping.groupOf);
  const offsets = new Uint32Array(groups + 1);
  const values = new Uint32Array(spread.values.length);
  const counts = new Uint32Array(spread.values.length);
  const cells = openCells(largest(spread.values) + 1);
  let end = 0;
  for (let group = 0; group < groups; group += 1) {
    for (let i = starts[group] ?? 0; i < (starts[group + 1] ?? 0); i += 1) cells.add(spread, order[i] ?? 0);
    end = cells.take(values, counts, end);
    offsets[group + 1] = end;
  }
  return { offsets, values: values.slice(0, end), counts: counts.slice(0, end) };
}

/** The values of one class while its rows are added up. */
interface Cells {
  readonly add: (spread: Spread, row: number) => void;
  /** Writes the values met, ascending, from `start` on, and starts anew; gives where they end. */
  readonly take: (values: Uint32Array, counts: Uint32Array, start: number) => number;
}

/** Up to this many values, looking at all of them is faster than sorting those that were met. */
const FEW_VALUES = 64;

function openCells(size: number): Cells {
  const sums = new Float64Array(size);
  const all = Uint32Array.from({ length: size }, (_, value) => value);
  const met = new Uint32Array(size);
  let count = 0;
  return {
    add: ({ offsets, values, counts }, row) => {
      const end = offsets[row + 1] ?? 0;
      for (let i = offsets[row] ?? 0; i < end; i += 1) {
        const value = values[i] ?? 0;
        if (sums[value] === 0) {
          met[count] = value;
          count += 1;
        }
        sums[value] = (sums[value] ?? 0) + (counts[i] ?? 0);
      }
    },
    take: (values, counts, start) => {
      const order = size <= FEW_VALUES ? all : met.subarray(0, count).sort();
      let end = start;
      for (let i = 0; i < order.length; i += 1) {
        const value = order[i] ?? 0;
        if (sums[value] === 0) continue;
        values[end] = value;
        counts[end] = sums[value] ?? 0;
        sums[value] = 0;
        end += 1;
      }
      count = 0;
      return end;
    },
  };
}

/** Rows ordered by class (counting sort): those of class `g` lie from `starts[g]` to `starts[g + 1]`. */
function rowsByGroup(
  rows: number,
  groups: number,
  groupOf: Uint32Array,
): { readonly starts: Uint32Array; readonly order: Uint32Array } {
  const starts = new Uint32Array(groups + 1);
  for (let row = 0; row < rows; row += 1) {
    const after = (groupOf[row] ?? 0) + 1;
    starts[after] = (starts[after] ?? 0) + 1;
  }
  for (let group = 0; group < groups; group += 1)
    starts[group + 1] = (starts[group + 1] ?? 0) + (starts[group] ?? 0);
  const next = starts.slice();
  const order = new Uint32Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const group = groupOf[row] ?? 0;
    const place = next[group] ?? 0;
    order[place] = row;
    next[group] = place + 1;
  }
  return { starts, order };
}

function largest(values: Uint32Array): number {
  let most = 0;
  for (const value of values) if (value > most) most = value;
  return most;
}
