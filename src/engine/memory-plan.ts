import type { TableSql } from '../sql/stage.ts';
import type { NumberRange } from '../sql/stage.ts';

/** How a table is cut so that it fits the memory: passes over the extract, each staged whole and written in parts. */
export interface Cut {
  readonly passes: readonly Pass[];
}

export interface Pass {
  readonly range: NumberRange;
  readonly parts: readonly NumberRange[];
}

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
};

/** An enumeration of up to 65 535 values takes two bytes a row. */
const ENUMERATION = 2;

/** Bytes that one staged row takes. */
export function stageWidth(t: TableSql): number {
  const columns = t.columns.map((c) => widths[c.carrier] ?? ENUMERATION);
  return [t.numberType === 'INTEGER' ? 4 : 8, ...t.flags.map((f) => widths[f.type] ?? 8), ...columns].reduce(
    (a, b) => a + b,
    0,
  );
}

/** Shares of the memory of DuckDB that staged rows and one sort may take; the rest holds the key and joins. */
const STAGE_SHARE = 0.4;
const SORT_SHARE = 0.3;

/** A sort holds the row, its normalised key of about the same length, and pointers. */
const sortWidth = (t: TableSql): number => 2 * stageWidth(t) + 32;

/**
 * Cuts all numbers of a width into passes and parts of equal length. Numbers are uniform, so parts hold about equally
 * many persons; `rows` is how many rows the table will have.
 */
export function cutTable(t: TableSql, rows: number, memoryBytes: number, numbers: NumberRange): Cut {
  const passes = Math.max(1, Math.ceil((rows * stageWidth(t)) / (memoryBytes * STAGE_SHARE)));
  const parts = Math.max(1, Math.ceil(((rows / passes) * sortWidth(t)) / (memoryBytes * SORT_SHARE)));
  return { passes: split(numbers, passes).map((range) => ({ range, parts: split(range, parts) })) };
}

/** All numbers of so many digits. */
export const numbersOfWidth = (width: number): NumberRange => ({
  first: 10n ** BigInt(width - 1),
  last: 10n ** BigInt(width) - 1n,
});

function split({ first, last }: NumberRange, count: number): NumberRange[] {
  const length = last - first + 1n;
  const bound = (i: number): bigint => first + (length * BigInt(i)) / BigInt(count);
  return Array.from({ length: count }, (_, i) => ({ first: bound(i), last: bound(i + 1) - 1n }));
}
