import { leafCount, type Hierarchy } from './hierarchy.ts';

/** Several quasi-identifiers held as one number: the mixed-radix number of their leaf codes, the first one lowest. */
export interface Pack {
  /** Places of the attributes among the quasi-identifiers. */
  readonly attributes: readonly number[];
  /** By attribute of the pack, what one step of its leaf code adds to the number. */
  readonly strides: readonly number[];
  /** Numbers there are: the product of the leaf counts. */
  readonly size: number;
  /** By attribute of the pack, the leaf code of each number. */
  readonly leafOf: readonly Uint32Array[];
}

/** How the quasi-identifiers of a table are held in packs. */
export interface Layout {
  readonly hierarchies: readonly Hierarchy[];
  readonly packs: readonly Pack[];
}

/** Numbers of a pack fit 16 bits, so that its tables stay in the caches of the processor. */
const PACK_SIZE = 0x1_0000;

/** Packs neighbouring quasi-identifiers while their product fits; a larger one stands alone. */
export function planLayout(hierarchies: readonly Hierarchy[]): Layout {
  const groups: number[][] = [];
  let size = Infinity;
  hierarchies.forEach((hierarchy, attribute) => {
    const leaves = leafCount(hierarchy);
    const group = groups.at(-1);
    if (group !== undefined && size * leaves <= PACK_SIZE) group.push(attribute);
    else groups.push([attribute]);
    size = group !== undefined && size * leaves <= PACK_SIZE ? size * leaves : leaves;
  });
  return { hierarchies, packs: groups.map((attributes) => planPack(hierarchies, attributes)) };
}

function planPack(hierarchies: readonly Hierarchy[], attributes: readonly number[]): Pack {
  const leaves = attributes.map((attribute) => leavesOf(hierarchies, attribute));
  const strides = leaves.map((_, i) => leaves.slice(0, i).reduce((product, n) => product * n, 1));
  const size = leaves.reduce((product, n) => product * n, 1);
  const leafOf = leaves.map((n, i) => {
    const stride = strides[i] ?? 1;
    return Uint32Array.from({ length: size }, (_, code) => Math.floor(code / stride) % n);
  });
  return { attributes, strides, size, leafOf };
}

function leavesOf(hierarchies: readonly Hierarchy[], attribute: number): number {
  const hierarchy = hierarchies[attribute];
  if (hierarchy === undefined) throw new Error(`no quasi-identifier at ${attribute}`);
  return leafCount(hierarchy);
}

/** Room for the numbers of a pack, in the least width that holds them. */
export const packColumn = (pack: Pack, rows: number): PackColumn =>
  pack.size <= PACK_SIZE ? new Uint16Array(rows) : new Uint32Array(rows);

export type PackColumn = Uint16Array | Uint32Array;
