/** How many classes there are of one size, and how many persons have their smallest class of that size. */
export interface ClassSize {
  /** Persons; not whole where a missing value is a wildcard that counts less than one. */
  readonly size: number;
  readonly classes: number;
  readonly persons: number;
}

/** A sample as the estimators of population uniques see it. */
export interface SampleHistogram {
  /** Rising by size; sizes are whole. */
  readonly sizes: readonly { readonly size: number; readonly classes: number }[];
  /** Persons in the sample. */
  readonly sample: number;
  /** Persons in the population; at least `sample`. */
  readonly population: number;
}

/** Classes of one size. */
export const classesOf = (h: SampleHistogram, size: number): number =>
  h.sizes.find((s) => s.size === size)?.classes ?? 0;

/** All classes. */
export const classCount = (h: SampleHistogram): number => h.sizes.reduce((sum, s) => sum + s.classes, 0);
