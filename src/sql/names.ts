import { identifier, literal } from './identifier.ts';

/** Names of the tables and views of a run. Columns that start with `_` are never delivered. */

interface TableRef {
  readonly register: string;
  readonly tabell: string;
}

export const tableName = (t: TableRef): string => `${t.register}.${t.tabell}`;

/** View over the files of an extract. */
export const sourceName = (t: TableRef): string => `kilde ${tableName(t)}`;
export const source = (t: TableRef): string => identifier(sourceName(t));

/** Column with the text of a cell beside its value, in an extract that holds texts alone. No header can name it. */
export const cellText = (column: string): string => `_tekst ${column}`;

/** Database of the tables with the rows as they will be delivered. */
export const STAGES = 'klar';
export const stage = (t: TableRef): string => `${STAGES}.${identifier(tableName(t))}`;

/** Texts of one column as they occur, the same numbered, and the session variable with the list of them by number. */
export const texts = (t: TableRef, column: string): string => identifier(`tekster ${tableName(t)}.${column}`);
export const codes = (t: TableRef, column: string): string => identifier(`koder ${tableName(t)}.${column}`);
export const codesVariable = (t: TableRef, column: string): string =>
  literal(`koder ${tableName(t)}.${column}`);

export const tally = (t: TableRef): string => identifier(`telling ${tableName(t)}`);
export const candidates = (index: number): string => identifier(`kandidater ${index}`);
export const persons = (index: number): string => identifier(`personer ${index}`);
export const codeList = (name: string): string => identifier(`kodeliste ${name}`);

export const LOEPENUMMER = 'loepenummer';
export const KEY = 'noekkel';
