import type { PackColumn } from './layout.ts';

/** Counts of the values of one sensitive column in each class: those of class `i` lie from `offsets[i]` to `offsets[i + 1]`. */
export interface Spread {
  readonly offsets: Uint32Array;
  /** Codes of the values, ascending within a class. */
  readonly values: Uint32Array;
  readonly counts: Uint32Array;
}

/** The equivalence classes of a table at one transformation, column by column. */
export interface ClassTable {
  readonly rows: number;
  /** By pack, the number that stands for the class. */
  readonly codes: readonly PackColumn[];
  /** Units in the class: persons where each has one key, else pairs of a person and a key. */
  readonly count: Uint32Array;
  /** Units of the population that the class is drawn from, where it is known. */
  readonly population: Uint32Array | null;
  /** Persons in the class where a person may have several keys; such counts do not add up over classes. */
  readonly persons: Uint32Array | null;
  readonly sensitive: readonly Spread[];
}
