import type { PlanDemand, PlanTable } from '../artifacts/plan.ts';
import { identifier } from './identifier.ts';
import { tableName } from './names.ts';
import type { TableSql } from './stage.ts';

type TableRef = Pick<PlanTable, 'register' | 'tabell'>;

/** A demand on the values of a sensitive column in each class; null for what is not demanded. */
export interface JudgedSensitive {
  readonly column: string;
  /** Least number of values. */
  readonly l: number | null;
  /** Greatest distance to the values of the whole table. */
  readonly t: number | null;
  /** The table it lies in where that is another than the judged one. */
  readonly elsewhere: TableSql | null;
}

/** By its table too, where that is not the judged one. */
export const sensitiveName = ({ column, elsewhere }: JudgedSensitive): string =>
  elsewhere === null ? column : `${tableName(elsewhere.table)}.${column}`;

/** A demand on what an attacker may know of events: k persons for each class and any m events that a person of it has. */
interface JudgedEvents {
  readonly m: 1 | 2;
  readonly columns: readonly string[];
  /** The table of the events where that is another than the judged one. */
  readonly elsewhere: TableSql | null;
}

/** Another table whose quasi-identifiers are judged together with those of the judged one. */
export interface CombinedTable {
  readonly sql: TableSql;
  readonly columns: readonly string[];
}

/**
 * Column of the judged rows that tells which of the combined tables have a row of the person: bit 0 is that of the judged
 * table, bit i that of the i-th of the others. No part of the key where one table holds all quasi-identifiers.
 */
export const PRESENCE = '_tabeller';

/** Name of a column of another table beside those of the judged one. */
export const combinedName = (sql: TableSql, column: string): string => `${tableName(sql.table)}.${column}`;

/** The demand on the rows of one table, or on those of several that are joined to it by person. */
export interface JudgedTable {
  readonly sql: TableSql;
  /** Quasi-identifiers, those of other tables by their table too. */
  readonly quasi: readonly string[];
  readonly combined: readonly CombinedTable[];
  /** Columns of the judged table itself that are quasi-identifiers or sensitive. */
  readonly own: readonly string[];
  readonly sensitive: readonly JudgedSensitive[];
  readonly events: JudgedEvents | null;
  readonly k: number;
  readonly unit: PlanDemand['unit'];
}

/**
 * What a demand says of one of the delivered tables, the first with quasi-identifiers being the judged one; null for any
 * other.
 */
export function judgedTable(
  demand: PlanDemand,
  sql: TableSql,
  delivered: readonly TableSql[],
): JudgedTable | null {
  const [judged, ...others] = delivered.filter((t) => quasiIn(demand, t).length > 0);
  if (judged !== sql) return null;
  const here = (ref: TableRef): boolean => isSame(ref, sql.table);
  const elsewhere = (ref: TableRef): TableSql | null => (here(ref) ? null : find(ref, delivered));
  const combined = others.map((t) => ({ sql: t, columns: quasiIn(demand, t) }));
  const first = quasiIn(demand, sql);
  const sensitive = demand.sensitive.map((s) => ({
    column: s.column,
    l: s.l ?? null,
    t: s.t ?? null,
    elsewhere: elsewhere(s),
  }));
  const { events: e } = demand;
  const events = e === undefined ? null : { m: e.m, columns: e.columns, elsewhere: elsewhere(e) };
  return {
    ...{ sql, combined, sensitive, events, k: demand.k, unit: demand.unit },
    quasi: [...first, ...combined.flatMap((t) => t.columns.map((column) => combinedName(t.sql, column)))],
    own: [...new Set([...first, ...demand.sensitive.filter(here).map(({ column }) => column)])],
  };
}

const quasiIn = ({ quasi }: PlanDemand, { table }: TableSql): readonly string[] =>
  quasi.filter((ref) => isSame(ref, table)).map(({ column }) => column);

function find(ref: TableRef, delivered: readonly TableSql[]): TableSql {
  const found = delivered.find(({ table }) => isSame(ref, table));
  if (found === undefined) throw new Error('a demand on a table that is not delivered');
  return found;
}

const isSame = (a: TableRef, b: TableRef): boolean => a.register === b.register && a.tabell === b.tabell;

/** Whether a demand speaks of a table: suppression takes persons out of each such table. */
export const isSpokenOf = ({ quasi, sensitive, events }: PlanDemand, table: TableRef): boolean =>
  [...quasi, ...sensitive, ...(events === undefined ? [] : [events])].some((ref) => isSame(ref, table));

/** What makes a class. */
export const classColumns = ({ quasi, combined }: JudgedTable): readonly string[] =>
  combined.length === 0 ? quasi : [...quasi, PRESENCE];

export const quasiList = (j: JudgedTable): string => classColumns(j).map(identifier).join(', ');

/** What makes a class, as columns of a table. */
export function typedClassColumns(j: JudgedTable): string {
  const typed = [
    ...ownQuasi(j).map((name) => [name, carrierOf(j.sql, name)] as const),
    ...j.combined.flatMap(({ sql, columns }) =>
      columns.map((column) => [combinedName(sql, column), carrierOf(sql, column)] as const),
    ),
    ...(j.combined.length === 0 ? [] : [[PRESENCE, 'UINTEGER'] as const]),
  ];
  return typed.map(([name, carrier]) => `${identifier(name)} ${carrier}`).join(', ');
}

/** Quasi-identifiers of the judged table itself come first. */
const ownQuasi = ({ quasi, combined }: JudgedTable): readonly string[] =>
  quasi.slice(0, quasi.length - combined.flatMap(({ columns }) => columns).length);

/** Holds for two rows of one class. */
export const sameClass = (j: JudgedTable, a: string, b: string): string => sameIn(classColumns(j), a, b);

/** Holds for two rows that have the same in each of the columns; a missing value is the same as another. */
export const sameIn = (columns: readonly string[], a: string, b: string): string =>
  columns.map((c) => `${a}.${identifier(c)} IS NOT DISTINCT FROM ${b}.${identifier(c)}`).join(' AND ');

/** Type in which a delivered column is staged. */
export function carrierOf(t: TableSql, column: string): string {
  const found = t.columns.find((c) => c.name === column);
  if (found === undefined) throw new Error('a judged column is not a delivered column');
  return found.carrier;
}
