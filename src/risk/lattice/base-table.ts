import type { ClassTable } from './class-table.ts';
import type { Layout } from './layout.ts';

/** A sensitive column: its values, sorted, and how often each is found in the table. */
export interface SensitiveColumn {
  readonly name: string;
  readonly labels: readonly string[];
  readonly totals: Float64Array;
}

/** The one table that every figure is computed from: a row for each combination of quasi-identifiers that there is. */
export interface BaseTable {
  readonly layout: Layout;
  /** Sorted by the numbers of the packs, the first pack first. */
  readonly classes: ClassTable;
  readonly sensitive: readonly SensitiveColumn[];
  /** Units in all. */
  readonly total: number;
  /** By quasi-identifier, how many units have each leaf. */
  readonly histograms: readonly Float64Array[];
}
