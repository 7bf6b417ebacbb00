/** The category of a dimension; null is its own, of persons whose value is missing. */
export type Category = string | null;

/** What is counted. */
export type Measure = 'personer' | 'rader';

/** One combination of categories that somebody has. */
export interface CountedCell {
  /** One for each dimension of its set, in their order. */
  readonly categories: readonly Category[];
  readonly persons: number;
  readonly rows: number;
  /** Persons, or rows, that lie in one combination of all dimensions alone: what an attacker can think of as elsewhere. */
  readonly free: number;
}

/** Every combination of some dimensions that somebody has, and what is told of each. */
export interface CountedSet {
  /** In the order of their names. */
  readonly dimensions: readonly string[];
  readonly measures: ReadonlySet<Measure>;
  readonly cells: readonly CountedCell[];
}

/** Tells sets of dimensions apart. */
export const setKey = (dimensions: readonly string[]): string => dimensions.join(',');

/** Tells cells of one set apart. */
export const cellKey = (categories: readonly Category[]): string => JSON.stringify(categories);
