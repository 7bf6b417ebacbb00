import type { BaseTable } from './base-table.ts';
import type { ClassTable } from './class-table.ts';
import type { Demand } from './demand.ts';
import type { Lattice } from './lattice.ts';
import type { MetricChoice } from './metric.ts';

/**
 * Counts the persons of a transformation exactly, where a person may have several keys and sums count some twice: gives
 * the classes with their `persons`.
 */
type Recount = (levels: readonly number[], classes: ClassTable) => Promise<ClassTable>;

/** What is to be searched, and for what. */
export interface SearchQuestion {
  readonly base: BaseTable;
  readonly lattice: Lattice;
  readonly demands: readonly Demand[];
  /** Largest share of the units that may be suppressed. */
  readonly maxSuppression: number;
  readonly metric: MetricChoice;
  /** By quasi-identifier. */
  readonly weights: readonly number[];
  /** How many of the next best choices to find as well. */
  readonly alternatives: number;
  /**
   * `null` where each person has one key, so that counts add up. Otherwise units are pairs of a person and a key: what is
   * suppressed is whole classes of such pairs, so that every class that is kept keeps its persons.
   */
  readonly recount: Recount | null;
  /** Memory for tables that are kept to roll up from. */
  readonly cacheBytes: number;
  /** Asked between steps: true ends the search with what it has, and a bound on what is missing. */
  readonly isOver: () => boolean;
}
