import { writeFile } from 'node:fs/promises';
import type { Kind } from './drawn-tables.ts';
import type { Cell, Registers, Row } from './register-rows.ts';

/** A column of a table, in the order of the file. */
export interface WrittenColumn {
  readonly navn: string;
  readonly kind: Kind | 'identifier';
}

/** How a program may write CSV. */
export interface Dialect {
  readonly delimiter: ';' | ',' | '\t';
  readonly lineEnd: '\n' | '\r\n';
  readonly bom: boolean;
  readonly dates: 'iso' | 'norwegian';
  /** Quotes around every value, or only where they are needed. */
  readonly quotes: 'all' | 'needed';
}

/** Writes rows as CSV, numbers with a comma and texts as they are. */
export async function writeCsv(
  file: string,
  columns: readonly WrittenColumn[],
  rows: readonly Row[],
  d: Dialect,
): Promise<void> {
  const lines = [
    columns.map(({ navn }) => navn),
    ...rows.map((row) => columns.map((column) => cellText(row[column.navn] ?? null, column, d))),
  ];
  const text = lines.map((cells) => cells.map((cell) => quoted(cell, d)).join(d.delimiter) + d.lineEnd);
  await writeFile(file, `${d.bom ? '\uFEFF' : ''}${text.join('')}`);
}

function cellText(cell: Cell, { kind }: WrittenColumn, { dates }: Dialect): string {
  if (cell === null) return '';
  if (kind === 'tall' && typeof cell === 'number') return String(cell).replace('.', ',');
  const isDate = kind === 'dato' || kind === 'foedselsdato';
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(String(cell));
  return isDate && dates === 'norwegian' && parts !== null
    ? `${parts[3] ?? ''}.${parts[2] ?? ''}.${parts[1] ?? ''}`
    : String(cell);
}

const quoted = (cell: string, { delimiter, quotes }: Dialect): string =>
  quotes === 'all' || cell.includes(delimiter) || /["\r\n]/.test(cell)
    ? `"${cell.replaceAll('"', '""')}"`
    : cell;

/** Registers as CSV can hold them: it knows no text without characters, only a missing one. */
export const withoutEmptyTexts = (registers: Registers): Registers => ({
  ...registers,
  tables: Object.fromEntries(
    Object.entries(registers.tables).map(([name, rows]) => [name, rows.map(withoutEmpty)]),
  ),
});

const withoutEmpty = (row: Row): Row =>
  Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, cell === '' ? null : cell]));
