import type { CellType } from './csv-values.ts';
import { identifier } from './identifier.ts';
import { cellText, source, tableName } from './names.ts';
import { statement, type Statement } from './statement.ts';

/** A column of an extract in CSV that is read as another type than text. */
export interface CheckedColumn {
  readonly name: string;
  readonly type: CellType;
}

/**
 * Counts the rows of an extract (`rader`) and for the i-th column those whose cell is not of its type (`u`i) and, for numbers,
 * those with a comma (`k`i) and with a point (`p`i).
 */
export const emitCellCounts = (
  table: { readonly register: string; readonly tabell: string },
  columns: readonly CheckedColumn[],
): Statement =>
  statement(`${tableName(table)}.cells`, () => {
    const counts = columns.flatMap((column, i) => countsOf(column, i));
    return `SELECT ${['CAST(count(*) AS DOUBLE) AS rader', ...counts].join(', ')} FROM ${source(table)} AS e`;
  });

function countsOf({ name, type }: CheckedColumn, i: number): string[] {
  const [value, text] = [`e.${identifier(name)}`, `e.${identifier(cellText(name))}`];
  const rows = (condition: string, as: string): string =>
    `CAST(count(*) FILTER (${condition}) AS DOUBLE) AS ${as}${i}`;
  const unread = rows(`${text} IS NOT NULL AND ${value} IS NULL`, 'u');
  if (type !== 'tall') return [unread];
  return [
    unread,
    rows(`${value} IS NOT NULL AND contains(${text}, ',')`, 'k'),
    rows(`${value} IS NOT NULL AND contains(${text}, '.')`, 'p'),
  ];
}
