import type { PlanColumn, PlanTable } from '../artifacts/plan.ts';
import { enumeration } from './names.ts';

/** How one delivered column is computed, held ready, and written. */
export interface ColumnSql {
  readonly name: string;
  /** Type it is held ready in: small, so that many rows fit in memory and sort fast. */
  readonly carrier: string;
  /** From a row `e` of the extract and its person `k` to the carrier; NULL where the row's value does not fit. */
  readonly value: string;
  /** Holds where the row's value does not fit; null when every value fits. */
  readonly invalid: string | null;
  /** From the carrier to the delivered value; one to one, so that a check of carriers checks what is delivered. */
  readonly deliver: string;
  readonly enumeration: EnumerationSource | null;
  readonly joins: readonly string[];
}

/** Where the values of an enumeration come from: texts that occur in the extract, or a query over code lists. */
export type EnumerationSource =
  | { readonly kind: 'source'; readonly text: string; readonly where: string }
  | { readonly kind: 'list'; readonly query: string };

/** What every emitter of a column is given. */
export interface ColumnContext {
  readonly table: PlanTable;
  readonly column: PlanColumn;
  /** The source value in a row `e`. */
  readonly raw: string;
  /** The carrier in a row of the stage. */
  readonly held: string;
  readonly invalid: string | null;
}

/** A column whose carrier is the delivered value itself. */
export function plain(c: ColumnContext, carrier: string, value: string): ColumnSql {
  const guarded = c.invalid === null ? value : guard(c.invalid, value);
  return {
    name: c.column.name,
    carrier,
    value: `CAST(${guarded} AS ${carrier})`,
    invalid: c.invalid,
    deliver: c.held,
    enumeration: null,
    joins: [],
  };
}

const guard = (invalid: string, value: string): string => `CASE WHEN ${invalid} THEN NULL ELSE ${value} END`;

/** A text column held as an enumeration. Texts outside it become NULL, and so does what an invalid text would be made into. */
export function enumerated(c: ColumnContext, value: string, source: EnumerationSource): ColumnSql {
  const carrier = enumeration(c.table, c.column.name);
  const guarded = c.invalid === null || value === c.raw ? value : guard(c.invalid, value);
  return {
    name: c.column.name,
    carrier,
    value: `TRY_CAST(${guarded} AS ${carrier})`,
    invalid: c.invalid,
    deliver: `CAST(${c.held} AS VARCHAR)`,
    enumeration: source,
    joins: [],
  };
}

export const isIsoDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);
