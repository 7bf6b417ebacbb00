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
  layout.packs.forEach((pack, i) => {
    const codes = classes.codes[i];
    if (codes === undefined) throw new Error('a table without one of its packs');
    const byNumber = sumByNumber(pack, codes, units, classes.rows);
    pack.attributes.forEach((attribute, place) => {
      const to = sums[attribute];
      const leaf = pack.leafOf[place];
      if (to !== undefined && leaf !== undefined) addByLeaf(byNumber, leaf, to);
    });
  });
  return sums;
}

function sumByNumber(pack: Pack, codes: PackColumn, units: ArrayLike<number>, rows: number): Float64Array {
  const sums = new Float64Array(pack.size);
  for (let row = 0; row < rows; row += 1) {
    const n = units[row] ?? 0;
    if (n === 0) continue;
    const code = codes[row] ?? 0;
    sums[code] = (sums[code] ?? 0) + n;
  }
  return sums;
}

function addByLeaf(from: Float64Array, leaf: Uint32Array, to: Float64Array): void {
  for (let number = 0; number < from.length; number += 1) {
    const n = from[number] ?? 0;
    if (n === 0) continue;
    const at = leaf[number] ?? 0;
    to[at] = (to[at] ?? 0) + n;
  }
}
