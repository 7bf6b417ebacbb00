import type { Change } from '../artifacts/disclosure.ts';
import type { EarlierDeliveries } from '../artifacts/risk-report.ts';
import type { RiskDemand } from '../artifacts/risk-result.ts';
import type { Plan, PlanTable } from '../artifacts/plan.ts';
import type { PrepareNote } from '../artifacts/prepare-result.ts';
import type { Transformation } from '../artifacts/transformation.ts';
import type { Catalogue } from '../catalogue/register.ts';
import type { Vedtak } from '../vedtak/schema.ts';

/** Classes when one quasi-identifier tells less: bounds of the smallest, and their sizes summed. */
export interface ReportedCost {
  readonly classes: number;
  readonly least: number;
  readonly most: number;
  readonly members: number;
}

/** Classes of the quasi-identifiers in a delivered table, counted exactly. */
export interface ReportedClasses {
  readonly quasi: readonly string[];
  readonly unit: 'person' | 'rad';
  /** What was demanded, beside what the verdict found. */
  readonly demands: readonly RiskDemand[];
  /** Smallest first; `persons` counts a person in each of her classes. */
  readonly sizes: readonly { readonly size: number; readonly classes: number; readonly persons: number }[];
  /** With a quasi-identifier left out. */
  readonly without: readonly ({ readonly column: string } & ReportedCost)[];
  /** With a quasi-identifier one level coarser; null where no coarser level is given. */
  readonly coarser: readonly { readonly column: string; readonly figures: ReportedCost | null }[];
  readonly sensitive: readonly {
    readonly column: string;
    readonly l: number;
    readonly alike: number;
  }[];
}

/** The classes as the decision lists the variables: units are persons, each counted in each of her classes, or rows. */
export interface ReportedBefore {
  readonly k: number;
  readonly classes: number;
  readonly uniques: number;
  readonly units: number;
}

/** A file of the delivery with the columns its footer has. */
export interface ReportedPart {
  /** Path in the package, encrypted. */
  readonly fil: string;
  readonly bytes: number;
  readonly rows: number;
  readonly plaintextBytes: number;
  readonly plaintextSha256: string;
  readonly columns: readonly {
    readonly name: string;
    readonly physicalType: string;
    readonly logicalType: string | null;
  }[];
}

/** What is told of a table of counts beside its lines. */
export interface ReportedCounts {
  /** `register.tabell` of the rows that were counted. */
  readonly source: string;
  readonly measure: 'personer' | 'rader';
  readonly dimensions: readonly string[];
  readonly totals: boolean;
  readonly k: number;
  readonly zeros: number;
  /** Lines whose count is not told. */
  readonly hidden: number;
  /** Texts that stand for a sum, and for a missing value. */
  readonly all: string;
  readonly missing: string;
}

/** One delivered table and what became of its rows; exact counts, before any disclosure control. */
export interface ReportedTable {
  /** `register.tabell`. */
  readonly name: string;
  readonly plan: PlanTable;
  /** DuckDB type of each delivered column by name. */
  readonly types: ReadonlyMap<string, string>;
  readonly extractRows: number;
  readonly ofPopulation: number;
  readonly malformed: number;
  readonly rows: number;
  readonly persons: number;
  /** Values that did not fit, by delivered column. */
  readonly invalid: Readonly<Record<string, number>>;
  readonly suppressed: { readonly rows: number; readonly persons: number };
  /** Null for a table without quasi-identifiers. */
  readonly classes: ReportedClasses | null;
  /** The classes before suppression and coarsening; null where there was neither. */
  readonly before: ReportedBefore | null;
  /** The coarsening that was chosen; null where the decision orders none. */
  readonly transformation: Transformation | null;
  /** Null for a table of rows. */
  readonly counts: ReportedCounts | null;
  readonly parts: readonly ReportedPart[];
}

/** Persons drawn beside those of the utvalg. */
interface ReportedControls {
  readonly persons: number;
  /** Persons of the utvalg with fewer than so many. */
  readonly short: number;
}

/** Everything the documents of a package are made from. */
export interface ReportedDelivery {
  readonly run: string;
  readonly vedtak: Vedtak;
  readonly vedtakSha256: string;
  readonly planSha256: string;
  readonly program: { readonly navn: string; readonly versjon: string };
  readonly codeLists: Readonly<Record<string, string>>;
  /** ISO time. */
  readonly made: string;
  /** ISO date on which the data must be deleted. */
  readonly slettes: string;
  /** Persons who were drawn, those of them in the population, and those with a row in the delivery. */
  readonly drawn: number;
  readonly population: number;
  /** Of those drawn and not in the population, the persons whom only the want of a consent leaves out. */
  readonly withoutConsent: number;
  /** Of those, the persons whom another party has assigned no number. */
  readonly withoutNumber: number;
  /** Persons for whom only guardians have consented, and who are 16 by now. */
  readonly grownUp: number;
  /** The comparison group, which is among those drawn and in the population; null where none was drawn. */
  readonly controls: ReportedControls | null;
  /** What the plan says of persons. */
  readonly planned: Pick<Plan, 'population' | 'reference' | 'number'>;
  readonly persons: number;
  readonly tables: readonly ReportedTable[];
  readonly notes: readonly PrepareNote[];
  readonly catalogue: Catalogue;
  readonly earlier: EarlierDeliveries;
  /** Run whose delivery this one replaces. */
  readonly corrects: string | null;
  /** Against the last delivery of the case; null where there was none. */
  readonly change: Change | null;
  /** Løpenumre on the list of those to delete that lies in the package. */
  readonly toDelete: number;
  /** Name by which the forvalter's signing key is known. */
  readonly principal: string;
  /** Helsedataservice made the decision: complaints go to it. */
  readonly national: boolean;
}

/** No count of persons below this is told: the k of the decision, and never less than five. */
export const limitOf = (k: number): number => Math.max(5, k);
