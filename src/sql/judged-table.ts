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

/** The demand on one table, with the quasi-identifiers that lie in it. */
export interface JudgedTable {
  readonly sql: TableSql;
  readonly quasi: readonly string[];
  readonly sensitive: readonly JudgedSensitive[];
  readonly events: JudgedEvents | null;
  readonly k: number;
  readonly unit: PlanDemand['unit'];
}

/** What a demand says of one of the delivered tables; null for a table without quasi-identifiers, which is not judged. */
export function judgedTable(
  demand: PlanDemand,
  sql: TableSql,
  delivered: readonly TableSql[],
): JudgedTable | null {
  const here = (ref: TableRef): boolean => isSame(ref, sql.table);
  const quasi = demand.quasi.filter(here).map((ref) => ref.column);
  if (quasi.length === 0) return null;
  const elsewhere = (ref: TableRef): TableSql | null => (here(ref) ? null : find(ref, delivered));
  const sensitive = demand.sensitive.map((s) => ({
    column: s.column,
    l: s.l ?? null,
    t: s.t ?? null,
    elsewhere: elsewhere(s),
  }));
  const { events: e } = demand;
  const events = e === undefined ? null : { m: e.m, columns: e.columns, elsewhere: elsewhere(e) };
  return { sql, quasi, sensitive, events, k: demand.k, unit: demand.unit };
}

function find(ref: TableRef, delivered: readonly TableSql[]): TableSql {
  const found = delivered.find(({ table }) => isSame(ref, table));
  if (found === undefined) throw new Error('a demand on a table that is not delivered');
  return found;
}

const isSame = (a: TableRef, b: TableRef): boolean => a.register === b.register && a.tabell === b.tabell;

/** Whether a demand speaks of a table: suppression takes persons out of each such table. */
export const isSpokenOf = ({ quasi, sensitive, events }: PlanDemand, table: TableRef): boolean =>
  [...quasi, ...sensitive, ...(events === undefined ? [] : [events])].some((ref) => isSame(ref, table));

export const quasiList = (j: JudgedTable): string => j.quasi.map(identifier).join(', ');

/** Holds for two rows of one class. */
export const sameClass = (j: JudgedTable, a: string, b: string): string => sameIn(j.quasi, a, b);

/** Holds for two rows that have the same in each of the columns; a missing value is the same as another. */
export const sameIn = (columns: readonly string[], a: string, b: string): string =>
  columns.map((c) => `${a}.${identifier(c)} IS NOT DISTINCT FROM ${b}.${identifier(c)}`).join(' AND ');

/** Type in which a delivered column is staged. */
export function carrierOf(t: TableSql, column: string): string {
  const found = t.columns.find((c) => c.name === column);
  if (found === undefined) throw new Error('a judged column is not a delivered column');
  return found.carrier;
}
