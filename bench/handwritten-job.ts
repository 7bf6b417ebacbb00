import type { Scope } from './decision.ts';

/** b1 sorts each part straight from the extract; b2 puts compact rows ready first and sorts each part from them. */
export type HandwrittenVariant = 'b1' | 'b2';

export interface HandwrittenJob {
  readonly variant: HandwrittenVariant;
  readonly scope: Scope;
  readonly uttrekk: string;
  readonly lister: string;
  readonly ut: string;
  /** Rows of each extract by `register.tabell`. */
  readonly rows: Readonly<Record<string, number>>;
  /** Memory of DuckDB. */
  readonly memoryBytes: number;
}
