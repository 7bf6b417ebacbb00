import { identifier } from './identifier.ts';

/** Names of the tables and views of a run. Columns that start with `_` are never delivered. */

interface TableRef {
  readonly register: string;
  readonly tabell: string;
}

export const tableName = (t: TableRef): string => `${t.register}.${t.tabell}`;

/** View over the files of an extract. */
export const sourceName = (t: TableRef): string => `kilde ${tableName(t)}`;
export const source = (t: TableRef): string => identifier(sourceName(t));

/** Table with the rows as they will be delivered. */
export const stage = (t: TableRef): string => identifier(`klar ${tableName(t)}`);

/** Distinct delivered texts of one column, and the enumeration made of them. */
export const domain = (t: TableRef, column: string): string =>
  identifier(`verdier ${tableName(t)}.${column}`);
export const enumeration = (t: TableRef, column: string): string =>
  identifier(`kode ${tableName(t)}.${column}`);

export const tally = (t: TableRef): string => identifier(`telling ${tableName(t)}`);
export const candidates = (index: number): string => identifier(`kandidater ${index}`);
export const codeList = (name: string): string => identifier(`kodeliste ${name}`);

export const LOEPENUMMER = 'loepenummer';
export const KEY = 'noekkel';
