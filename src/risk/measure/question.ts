import type { RiskResult } from '../../artifacts/risk-result.ts';
import type { IndividualMethod } from '../../sql/risk-individual.ts';
import type { LeftOut, RiskColumns } from '../../sql/risk-rows.ts';
import type { SudaScoring } from '../../sql/risk-suda.ts';
import type { Hierarchy } from '../lattice/hierarchy.ts';

/** What is asked of a table, with every choice in which tools differ made. */
export interface RiskQuestion {
  readonly columns: RiskColumns;
  readonly leftOut: LeftOut;
  /** What a missing value counts where it is a wildcard; null where it is a value of its own. */
  readonly wildcard: number | null;
  /** A person is at risk above it. */
  readonly threshold: number;
  readonly demands: { readonly k: number | null; readonly l: number | null; readonly t: number | null };
  readonly lType: 'distinkt' | 'entropi' | 'rekursiv';
  readonly distance: 'lik' | 'ordnet' | 'hierarkisk';
  /** c of recursive (c,l)-diversity. */
  readonly recursiveC: number;
  readonly logBase: '2' | 'e';
  /** For each sensitive column its hierarchy, a row a value, or null. */
  readonly hierarchies: readonly (readonly (readonly string[])[] | null)[];
  /** For each quasi-identifier the hierarchy whose first level it is also measured at, or null. */
  readonly coarser: readonly (Hierarchy | null)[];
  readonly individual: IndividualMethod;
  readonly suda: {
    readonly maxSize: number;
    readonly scoring: SudaScoring;
    readonly fraction: number;
  } | null;
  readonly subsets: boolean;
  /** How many events an attacker knows. */
  readonly events: 1 | 2 | null;
  /** Whether a population is loaded, with the column that names its persons. */
  readonly population: { readonly person: string | null } | null;
  readonly populationSize: number | null;
  readonly memoryBytes: number;
  /** The choices as the result tells them. */
  readonly choices: RiskResult['choices'];
}
