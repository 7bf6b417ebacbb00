import { cellKey, setKey, type Category, type CountedCell, type CountedSet } from './counted.ts';
import { holds, joinTree, maximalSets } from './join-tree.ts';

/** A figure that is to be told: a cell of a set of dimensions. */
interface Figure {
  /** Place of its set among those of the system. */
  readonly set: number;
  readonly cell: CountedCell;
  /** The atoms it is the sum of. */
  readonly atoms: readonly number[];
}

/** Atoms whose changes come to nothing together: those of `plus` less those of `minus`. */
export interface Balance {
  readonly plus: readonly number[];
  readonly minus: readonly number[];
}

/** How the figures of one register table hang together. */
export interface System {
  readonly sets: readonly CountedSet[];
  /** All figures but the grand total, which is always told. */
  readonly figures: readonly Figure[];
  /** Cells of the sets that no other set holds: the figure of each, and how many units can be thought away from it. */
  readonly atoms: readonly { readonly figure: number; readonly free: number }[];
  /** What holds whatever is left out: the grand total, what is held, and what two sets share. */
  readonly balances: readonly Balance[];
}

/**
 * Puts the counted sets of one register table into one system of equations. `held`: dimensions whose figures stay as they
 * are in any world, since other tables of the decision tell of them. Throws where the sets hang together in a ring, which
 * no plan lets through.
 */
export function buildSystem(sets: readonly CountedSet[], held: readonly string[]): System {
  const maximal = maximalSets(sets.map((s) => s.dimensions));
  const tree = joinTree(maximal);
  if (tree === null) throw new Error('tables that hang together in a ring');
  const layers = maximal.map((dimensions) => layerOf(sets, dimensions));
  const first: number[] = [];
  let atoms = 0;
  for (const { cells } of layers) {
    first.push(atoms);
    atoms += cells.length;
  }
  const groups = (layer: number, dimensions: readonly string[]): Map<string, number[]> =>
    groupAtoms(layers[layer], first[layer] ?? 0, dimensions);
  const figures = sets.flatMap((set, i) => (set.dimensions.length === 0 ? [] : figuresOf(set, i)));

  function figuresOf(set: CountedSet, i: number): Figure[] {
    const layer = maximal.findIndex((dimensions) => holds(dimensions, set.dimensions));
    const members = groups(layer, set.dimensions);
    return set.cells.map((cell) => ({ set: i, cell, atoms: members.get(cellKey(cell.categories)) ?? [] }));
  }

  const balances = [
    ...[...groups(0, []).values()].map((plus) => ({ plus, minus: [] })),
    ...tree.flatMap(({ a, b, shared }) => matched(groups(a, shared), groups(b, shared))),
    ...heldBalances(maximal, held, groups),
  ];
  return { sets, figures, atoms: atomsOf(figures, sets, maximal, layers), balances };
}

const layerOf = (sets: readonly CountedSet[], dimensions: readonly string[]): CountedSet => {
  const found = sets.find((s) => setKey(s.dimensions) === setKey(dimensions));
  if (found === undefined) throw new Error('a set of dimensions that was not counted');
  return found;
};

/** Atoms of one layer by what they have in some of its dimensions. */
function groupAtoms(
  layer: CountedSet | undefined,
  first: number,
  dimensions: readonly string[],
): Map<string, number[]> {
  const places = dimensions.map((d) => layer?.dimensions.indexOf(d) ?? -1);
  const groups = new Map<string, number[]>();
  for (const [i, { categories }] of (layer?.cells ?? []).entries()) {
    const key = cellKey(places.map((place): Category => categories[place] ?? null));
    const group = groups.get(key) ?? [];
    group.push(first + i);
    groups.set(key, group);
  }
  return groups;
}

function matched(a: ReadonlyMap<string, number[]>, b: ReadonlyMap<string, number[]>): Balance[] {
  return [...new Set([...a.keys(), ...b.keys()])].map((key) => ({
    plus: a.get(key) ?? [],
    minus: b.get(key) ?? [],
  }));
}

function heldBalances(
  maximal: readonly (readonly string[])[],
  held: readonly string[],
  groups: (layer: number, dimensions: readonly string[]) => Map<string, number[]>,
): Balance[] {
  if (held.length === 0) return [];
  const layer = maximal.findIndex((dimensions) => holds(dimensions, held));
  if (layer < 0) throw new Error('dimensions that no one table has');
  return [...groups(layer, held).values()].map((plus) => ({ plus, minus: [] }));
}

/** In the order of the layers; each is the figure of its own cell. */
function atomsOf(
  figures: readonly Figure[],
  sets: readonly CountedSet[],
  maximal: readonly (readonly string[])[],
  layers: readonly CountedSet[],
): System['atoms'] {
  const keys = new Set(maximal.map(setKey));
  const atoms = layers.flatMap(({ cells }) => cells.map(({ free }) => ({ figure: -1, free })));
  for (const [i, { set, atoms: own }] of figures.entries()) {
    const [atom] = own;
    const isLayer = keys.has(setKey(sets[set]?.dimensions ?? []));
    if (isLayer && atom !== undefined) atoms[atom] = { figure: i, free: atoms[atom]?.free ?? 0 };
  }
  return atoms;
}
