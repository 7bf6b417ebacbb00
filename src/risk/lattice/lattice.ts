import { heightOf, type Hierarchy } from './hierarchy.ts';

/** The transformations that may be chosen: a level for each quasi-identifier, from the lowest to the highest allowed. */
export interface Lattice {
  readonly bottom: readonly number[];
  readonly top: readonly number[];
}

/** Everything that the hierarchies allow. */
export const fullLattice = (hierarchies: readonly Hierarchy[]): Lattice => ({
  bottom: hierarchies.map(() => 0),
  top: hierarchies.map(heightOf),
});

/** The transformations with one quasi-identifier one level coarser, in the order of the quasi-identifiers. */
export const coarserBy1 = ({ top }: Lattice, levels: readonly number[]): readonly (readonly number[])[] =>
  levels.flatMap((level, a) => (level < (top[a] ?? 0) ? [levels.with(a, level + 1)] : []));

/** The transformations with one quasi-identifier one level finer. */
export const finerBy1 = ({ bottom }: Lattice, levels: readonly number[]): readonly (readonly number[])[] =>
  levels.flatMap((level, a) => (level > (bottom[a] ?? 0) ? [levels.with(a, level - 1)] : []));

/** Whether no level of `a` is above that of `b`. */
export function isAtMost(a: readonly number[], b: readonly number[]): boolean {
  for (let i = 0; i < a.length; i += 1) if ((a[i] ?? 0) > (b[i] ?? 0)) return false;
  return true;
}
