/** What was found of one transformation. */
export interface Outcome {
  readonly levels: readonly number[];
  /** Classes with at least one unit, and those of them that are kept. */
  readonly classes: number;
  readonly kept: number;
  readonly suppressed: number;
  /** Units in the smallest class that is kept; 0 where none is. */
  readonly smallest: number;
  /** Sum of the squared sizes of all classes, and of those that are kept. */
  readonly squares: number;
  readonly keptSquares: number;
  /** By quasi-identifier, the suppressed units by leaf; the least leaf of a generalised value stands for it. */
  readonly suppressedBy: readonly Float64Array[];
  /** The same for what every finer transformation must suppress too, and its sum. */
  readonly neededBy: readonly Float64Array[];
  readonly needed: number;
  /** It cannot be chosen whatever may be suppressed, nor anything finer. */
  readonly barred: boolean;
}
