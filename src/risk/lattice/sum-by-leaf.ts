import type { ClassTable } from './class-table.ts';
import type { Layout, Pack, PackColumn } from './layout.ts';

/** By quasi-identifier, how many units lie at each leaf, given how many lie in each class; `null` is none at all. */
export function sumByLeaf(
  layout: Layout,
  classes: ClassTable,
  units: ArrayLike<number> | null,
): Float64Array[] {
  const sums = layout.hierarchies.map(({ labels }) => new Float64Array(labels[0]?.length ?? 0));
  if (units === null) return sums;
  const rows = rowsWith(units, classes.rows);
  layout.packs.forEach((pack, i) => {
    const codes = classes.codes[i];
    if (codes === undefined) throw new Error('a table without one of its packs');
    if (rows.length * pack.attributes.length < pack.size) sumRows(pack, { codes, units, rows }, sums);
    else sumNumbers(pack, { codes, units, rows }, sums);
  });
  return sums;
}

function rowsWith(units: ArrayLike<number>, rows: number): Uint32Array {
  const found = new Uint32Array(rows);
  let end = 0;
  for (let row = 0; row < rows; row += 1)
    if (units[row] !== 0) {
      found[end] = row;
      end += 1;
    }
  return found.subarray(0, end);
}

interface Cells {
  readonly codes: PackColumn;
  readonly units: ArrayLike<number>;
  readonly rows: Uint32Array;
}

/** Row by row, where rows are few. */
function sumRows(pack: Pack, { codes, units, rows }: Cells, sums: readonly Float64Array[]): void {
  pack.attributes.forEach((attribute, place) => {
    const to = sums[attribute];
    const leaf = pack.leafOf[place];
    if (to === undefined || leaf === undefined) return;
    for (const row of rows) {
      const at = leaf[codes[row] ?? 0] ?? 0;
      to[at] = (to[at] ?? 0) + (units[row] ?? 0);
    }
  });
}

/** By number of the pack first, where rows are many. */
function sumNumbers(pack: Pack, { codes, units, rows }: Cells, sums: readonly Float64Array[]): void {
  const byNumber = new Float64Array(pack.size);
  for (const row of rows) {
    const code = codes[row] ?? 0;
    byNumber[code] = (byNumber[code] ?? 0) + (units[row] ?? 0);
  }
  pack.attributes.forEach((attribute, place) => {
    const to = sums[attribute];
    const leaf = pack.leafOf[place];
    if (to !== undefined && leaf !== undefined) addByLeaf(byNumber, leaf, to);
  });
}

function addByLeaf(from: Float64Array, leaf: Uint32Array, to: Float64Array): void {
  for (let number = 0; number < from.length; number += 1) {
    const n = from[number] ?? 0;
    if (n === 0) continue;
    const at = leaf[number] ?? 0;
    to[at] = (to[at] ?? 0) + n;
  }
}
