import type { Spread } from './class-table.ts';
import type { Grouping } from './group-rows.ts';

/** Adds up the sensitive values of the rows of each class; values stay ascending within a class. */
export function mergeSpread(spread: Spread, rows: number, { groups, groupOf }: Grouping): Spread {
  const { starts, order } = rowsByGroup(rows, groups, groupOf);
  const offsets = new Uint32Array(groups + 1);
  const values = new Uint32Array(spread.values.length);
  const counts = new Uint32Array(spread.values.length);
  const sums = new Float64Array(largest(spread.values) + 1);
  let end = 0;
  for (let group = 0; group < groups; group += 1) {
    const touched = addRows(spread, order.subarray(starts[group], starts[group + 1]), sums);
    for (const value of touched) {
      values[end] = value;
      counts[end] = sums[value] ?? 0;
      sums[value] = 0;
      end += 1;
    }
    offsets[group + 1] = end;
  }
  return { offsets, values: values.slice(0, end), counts: counts.slice(0, end) };
}

/** Adds the counts of the rows to `sums`, and gives the values that were met, ascending. */
function addRows(
  { offsets, values, counts }: Spread,
  rows: Uint32Array,
  sums: Float64Array,
): readonly number[] {
  const touched: number[] = [];
  for (const row of rows)
    for (let i = offsets[row] ?? 0; i < (offsets[row + 1] ?? 0); i += 1) {
      const value = values[i] ?? 0;
      if (sums[value] === 0) touched.push(value);
      sums[value] = (sums[value] ?? 0) + (counts[i] ?? 0);
    }
  return touched.sort((a, b) => a - b);
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
