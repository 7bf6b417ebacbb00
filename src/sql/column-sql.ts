import type { PlanColumn, PlanTable } from '../artifacts/plan.ts';
import { identifier } from './identifier.ts';
import { codes, codesVariable } from './names.ts';

/** How one delivered column is computed, held ready, and written. */
export interface ColumnSql {
  readonly name: string;
  /** Column of the extract. */
  readonly source: string;
  /** Type it is held ready in: small, so that many rows fit in memory and sort fast. */
  readonly carrier: string;
  /** Named values of a row `e`, its person `k` and joined lists: what is used twice is computed once. */
  readonly inner: readonly NamedSql[];
  /** From the inner values to the carrier; NULL where the row's value does not fit. */
  readonly value: string;
  /** Condition on the inner values that holds, and is never NULL, where the row's value does not fit; null when all do. */
  readonly invalid: string | null;
  /** From the carrier to the delivered value; one to one, so that a check of carriers checks what is delivered. */
  readonly deliver: string;
  /** Where the texts that the carrier numbers come from; null for a carrier that is a value itself. */
  readonly texts: TextSource | null;
  readonly joins: readonly string[];
}

export interface NamedSql {
  readonly name: string;
  readonly sql: string;
}

/** Numbered texts: those that occur in the extract, those a code list can give, or a few that the plan names. */
export type TextSource =
  | {
      /** `counted`: gathered with the persons that have them, where the delivered text depends on how many do. */
      readonly kind: 'extract' | 'counted';
      /** Which source values are valid, as a test on a row `e`; others get no number. Null when all are. */
      readonly valid: string | null;
      /** From valid source values (`verdi`, and `person`) to rows of source value (`kilde`) and delivered text (`verdi`). */
      readonly map: (gathered: string) => string;
    }
  | { readonly kind: 'list'; readonly query: string }
  | { readonly kind: 'plan' };

/** What every emitter of a column is given. */
export interface ColumnContext {
  readonly table: PlanTable;
  readonly column: PlanColumn;
  /** The source value in a row `e`. */
  readonly raw: string;
  /** The carrier in a row of the stage. */
  readonly held: string;
  /** Holds where the source value does not fit; may be NULL for a missing value. */
  readonly invalid: string | null;
}

/** Name of an inner value of a column: `v` its value, `u` whether the source value does not fit. */
export const inner = (c: ColumnContext, kind: 'v' | 'u'): string => identifier(`${kind} ${c.column.name}`);

/** The inner values of a column: its value, and whether it does not fit where that can be. */
export function innerValues(c: ColumnContext, value: string): NamedSql[] {
  const named = [{ name: inner(c, 'v'), sql: value }];
  return c.invalid === null
    ? named
    : [...named, { name: inner(c, 'u'), sql: `coalesce(${c.invalid}, false)` }];
}

/** The inner value where the source value fits: what is cut or looked up from one that does not may look right. */
function fitting(c: ColumnContext): Pick<ColumnSql, 'value' | 'invalid'> {
  const [v, u] = [inner(c, 'v'), inner(c, 'u')];
  if (c.invalid === null) return { value: v, invalid: null };
  return { value: `CASE WHEN ${u} THEN NULL ELSE ${v} END`, invalid: u };
}

/** A column whose carrier is the delivered value itself. */
export function plain(c: ColumnContext, carrier: string, value: string): ColumnSql {
  return {
    name: c.column.name,
    source: c.column.source,
    carrier,
    inner: innerValues(c, `CAST(${value} AS ${carrier})`),
    ...fitting(c),
    deliver: c.held,
    texts: null,
    joins: [],
  };
}

/** Type of the number of a text: two bytes for groups and for codes of up to three characters, four for any. */
export const numberCarriers = { few: 'USMALLINT', many: 'UINTEGER' } as const;

/**
 * A text column held as the number of its text, from 1 in the order of the texts, as DuckDB counts the places of a list. A
 * value without a number is one that does not fit, and NULL as it is.
 */
export function numbered(
  c: ColumnContext,
  carrier: string,
  number: string,
  texts: TextSource,
  joins: readonly string[],
): ColumnSql {
  const invalid = `(${c.raw} IS NOT NULL AND ${number} IS NULL)`;
  return {
    name: c.column.name,
    source: c.column.source,
    carrier,
    inner: [
      { name: inner(c, 'v'), sql: number },
      { name: inner(c, 'u'), sql: invalid },
    ],
    value: inner(c, 'v'),
    invalid: inner(c, 'u'),
    deliver: `getvariable(${codesVariable(c.table, c.column.name)})[${c.held}]`,
    texts,
    joins,
  };
}

/**
 * A column whose valid source values are gathered from the extract first and numbered by their delivered texts: pattern
 * and transformation are then work per distinct value.
 */
export const gathered = (c: ColumnContext, carrier: string, map: (gathered: string) => string): ColumnSql =>
  byCode(c, carrier, { kind: 'extract', valid: validOf(c), map });

/**
 * As `gathered`, for values that are counted in the rows that stay: one that only rows left out have has no number either,
 * and fits all the same.
 */
export const counted = (c: ColumnContext, carrier: string, map: (counted: string) => string): ColumnSql => ({
  ...byCode(c, carrier, { kind: 'counted', valid: validOf(c), map }),
  inner: innerValues(c, `${codesAlias(c)}.nr`),
  ...fitting(c),
});

const codesAlias = (c: ColumnContext): string => identifier(`koder ${c.column.name}`);

const validOf = (c: ColumnContext): string | null =>
  c.invalid === null ? null : `(${c.invalid}) IS NOT TRUE`;

function byCode(c: ColumnContext, carrier: string, texts: TextSource): ColumnSql {
  const alias = codesAlias(c);
  const join = `LEFT JOIN ${codes(c.table, c.column.name)} AS ${alias} ON ${alias}.kilde = ${c.raw}`;
  return numbered(c, carrier, `${alias}.nr`, texts, [join]);
}

export const isIsoDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);
