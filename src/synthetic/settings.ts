import type { KommuneList } from '../catalogue/kommune-list.ts';

/** What to generate. Equal settings give equal rows, whatever `threads` and `memoryLimit` are. */
export interface SyntheticSettings {
  /** Number of persons, from 1; how many one date can hold bounds it at some ten million. */
  readonly persons: number;
  /** Existing folder that the files are written to; files of the same names are replaced. */
  readonly directory: string;
  /** How the tables are written: Parquet, or CSV as the main job reads it, with semicolons. Lists beside them are always as they are. */
  readonly format: 'parquet' | 'csv';
  /** First year of events, from 1972 to 2039. */
  readonly fromYear: number;
  /** Last year of events, inclusive, from `fromYear` to 2039. */
  readonly toYear: number;
  readonly seed: string;
  /** Adds malformed identifiers, unknown codes, future dates, duplicates and missing values, each to 0.1-0.5 %. */
  readonly dirty: boolean;
  /** Mean number of npr episodes a person; lmr gets half as many rows. */
  readonly episodesPerPerson: number;
  /** Threads of DuckDB. */
  readonly threads: number;
  /** Memory of DuckDB in its own notation, such as `2GB`. */
  readonly memoryLimit: string;
  readonly kommuneList: KommuneList;
}

/** Episodes a person when nothing else is asked for. */
export const EPISODES_PER_PERSON = 20;

/** Years of events when nothing else is asked for. */
export const DEFAULT_YEARS = { fromYear: 2010, toYear: 2024 } as const;
