/** A table or view, and which of its columns tell what. */
export interface BaseColumns {
  /** The table as SQL: a quoted name. */
  readonly relation: string;
  readonly quasi: readonly string[];
  readonly sensitive: readonly string[];
  /** Identifies persons, who are counted once for each key; `null` counts rows. */
  readonly person: string | null;
  /** True for the rows that are delivered, the others being the population they come from; `null` where all are. */
  readonly member: string | null;
}

/** The packs that codes of the quasi-identifiers are joined to: places and strides. */
export interface PackColumns {
  readonly attributes: readonly number[];
  readonly strides: readonly number[];
}

/** A value as text; a missing one is a category of its own, the empty text. */
export const asText = (column: string): string => `coalesce(CAST(${column} AS VARCHAR), '')`;
