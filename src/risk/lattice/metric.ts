import type { Outcome } from './outcome.ts';
import type { Score } from './score.ts';

/** How the figures of the quasi-identifiers become one; `rank` compares them from the greatest to the least. */
export type Aggregate = 'geometricMean' | 'arithmeticMean' | 'sum' | 'maximum' | 'rank';

/** Which measure of lost information the search makes least. */
export type MetricChoice =
  | {
      readonly type: 'loss';
      /** From 0, where only coarsening counts, to 1, where only suppression does; 0.5 weighs both in full. */
      readonly suppressionFactor: number;
      readonly aggregate: Aggregate;
    }
  | { readonly type: 'averageClassSize' }
  | { readonly type: 'discernibility'; readonly monotone: boolean }
  | { readonly type: 'precision'; readonly monotone: boolean }
  | { readonly type: 'height' }
  | { readonly type: 'entropy'; readonly variant: 'monotone' | 'suppressing' | 'normalised' };

/** What a coarser transformation tells of all finer ones: they lose at least this to suppression. */
export interface Burden {
  readonly units: number;
  /** By quasi-identifier, in the measure of the metric. */
  readonly byAttribute: Float64Array;
}

/** A measure of lost information for one table. Everything but `score` serves the search, and holds for any demand. */
export interface Metric {
  readonly score: (outcome: Outcome) => Score;
  /** The least that a transformation, or any coarser one, can score; with a burden, the least that itself can. */
  readonly floor: (levels: readonly number[], burden: Burden | null) => Score;
  /** What holds for everything finer than an assessed transformation. */
  readonly burden: (outcome: Outcome) => Burden;
  /** The least that anything coarser than an assessed transformation can score, where it tells more than `floor`. */
  readonly carry: (outcome: Outcome) => Score | null;
}
