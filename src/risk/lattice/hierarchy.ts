/** The levels that one quasi-identifier may be coarsened to. Level 0 is the values themselves. */
export interface Hierarchy {
  readonly name: string;
  /** By level, the code of each leaf at that level; level 0 is 0, 1, 2, … */
  readonly levels: readonly Int32Array[];
  /** By level, the text of each code. */
  readonly labels: readonly (readonly string[])[];
}

/** The number of values that the hierarchy lists. */
export const leafCount = (hierarchy: Hierarchy): number => hierarchy.levels[0]?.length ?? 0;

/** The highest level. */
export const heightOf = (hierarchy: Hierarchy): number => hierarchy.levels.length - 1;

/** The level of one attribute as an array, which a hierarchy promises to have for every level up to its height. */
export function levelOf(hierarchy: Hierarchy, level: number): Int32Array {
  const found = hierarchy.levels[level];
  if (found === undefined) throw new Error(`level ${level} is above the height of ${hierarchy.name}`);
  return found;
}
