import type { TableSql } from '../sql/stage.ts';
import type { NumberRange } from '../sql/stage.ts';

const widths: Readonly<Record<string, number>> = {
  BOOLEAN: 1,
  UTINYINT: 1,
  SMALLINT: 2,
  INTEGER: 4,
  DATE: 4,
  BIGINT: 8,
  DOUBLE: 8,
  TIMESTAMP: 8,
  VARCHAR: 28,
  USMALLINT: 2,
  UINTEGER: 4,
  UBIGINT: 8,
};

function widthOf(type: string): number {
  const width = widths[type];
  if (width === undefined) throw new Error(`a carrier of unknown width: ${type}`);
  return width;
}

/** Bytes that one staged row takes. */
function stageWidth(t: TableSql): number {
  const columns = t.columns.map((c) => widthOf(c.carrier));
  return [t.numberType === 'INTEGER' ? 4 : 8, ...t.flags.map((f) => widthOf(f.type)), ...columns].reduce(
    (a, b) => a + b,
    0,
  );
}

/** Shares of the memory of DuckDB that staged rows and one sort may take; the rest holds the key and joins. */
const STAGE_SHARE = 0.5;
const SORT_SHARE = 0.3;

/** A sort holds the row, its normalised key of about the same length, and pointers. */
const sortWidth = (t: TableSql): number => 2 * stageWidth(t) + 32;

/** Into how many passes over the extract a table of so many rows is cut, each staged whole. */
export const countPasses = (t: TableSql, rows: number, memoryBytes: number): number =>
  Math.max(1, Math.ceil((rows * stageWidth(t)) / (memoryBytes * STAGE_SHARE)));

/** Into how many parts so many staged rows are cut, each sorted whole. */
export const countParts = (t: TableSql, rows: number, memoryBytes: number): number =>
  Math.max(1, Math.ceil((rows * sortWidth(t)) / (memoryBytes * SORT_SHARE)));

/** All numbers of so many digits. */
export const numbersOfWidth = (width: number): NumberRange => ({
  first: 10n ** BigInt(width - 1),
  last: 10n ** BigInt(width) - 1n,
});

/** Cuts a range into ranges of equal length. Numbers are uniform, so each holds about equally many persons. */
export function splitRange({ first, last }: NumberRange, count: number): readonly NumberRange[] {
  const length = last - first + 1n;
  const bound = (i: number): bigint => first + (length * BigInt(i)) / BigInt(count);
  return Array.from({ length: count }, (_, i) => ({ first: bound(i), last: bound(i + 1) - 1n }));
}
