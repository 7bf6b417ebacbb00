import type { TableSql } from '../sql/stage.ts';
import type { NumberRange } from '../sql/stage.ts';

const MIB = 1024 * 1024;

/** What Node and its threads take beside DuckDB. */
const NODE_BYTES = 256 * MIB;

/** DuckDB takes more than it counts: what it has given back and not yet returned, and what reading Parquet takes. */
const COUNTED = 0.93;

/** The more it has read, the more that is: nothing to speak of for 30 million rows, 380 MB for 150 million (measured). */
const UNCOUNTED_FROM = 30_000_000;
const UNCOUNTED_BYTES = 3;

/** Two threads that turn Arrow into Parquet take so much, and with what they have made so many times the size of a piece. */
const ARROW_BYTES = 85 * MIB;
const ARROW_PIECES = 40;
const LARGEST_PIECE = 8 * MIB;

/** How the memory budget of a run is shared, in bytes. */
export interface MemoryShares {
  /** The limit that DuckDB keeps. */
  readonly duckdb: number;
  /** The size of a piece of Arrow columns before it becomes Parquet. */
  readonly arrowPiece: number;
}

/** What is read: how many rows in all, and whether some are in Arrow. */
export interface ReadWork {
  readonly rows: number;
  readonly arrow: boolean;
}

/** Shares a budget, at least 512 MiB. What is read takes no more than a third of it. */
export function shareMemory(budget: number, { rows, arrow }: ReadWork): MemoryShares {
  const uncounted = Math.max(0, rows - UNCOUNTED_FROM) * UNCOUNTED_BYTES;
  const beside = budget - NODE_BYTES - Math.min(uncounted, (budget - NODE_BYTES) / 3);
  const most = ARROW_BYTES + ARROW_PIECES * LARGEST_PIECE;
  const reading = Math.min(most, Math.max(ARROW_BYTES + ARROW_PIECES * MIB, 0.3 * beside));
  return {
    duckdb: Math.floor((beside - (arrow ? reading : 0)) * COUNTED),
    arrowPiece: Math.floor((reading - ARROW_BYTES) / ARROW_PIECES),
  };
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
  USMALLINT: 2,
  UINTEGER: 4,
  UBIGINT: 8,
};

function widthOf(type: string): number {
  const width = widths[type];
  if (width === undefined) throw new Error(`a carrier of unknown width: ${type}`);
  return width;
}

/** Bytes of each staged column. */
const columnWidths = (t: TableSql): number[] => [
  widthOf(t.numberType),
  ...t.flags.map((flag) => widthOf(flag.type)),
  ...t.columns.map((column) => widthOf(column.carrier)),
];

/** Bytes of one staged row. */
const stageWidth = (t: TableSql): number => columnWidths(t).reduce((a, b) => a + b, 0);

/** Shares of the memory of DuckDB: rows staged and compressed, rows not yet compressed, one sort. The key takes the rest. */
const STAGE_SHARE = 0.4;
const FRESH_SHARE = 0.33;
const SORT_SHARE = 0.31;

/** Compressed rows took less than half of their width; identifiers of persons and days do not compress well. */
const COMPRESSED = 0.6;

/**
 * A sort holds every column as part of its key, with a byte more for those that may be missing, and pointers; codes that
 * numbers are delivered as go with it.
 */
const sortWidth = (t: TableSql): number =>
  stageWidth(t) + t.columns.length + 24 + CODE_WIDTH * t.derived.length;

/** 128 bits, and what carries them. */
const CODE_WIDTH = 24;

const ROW_GROUP = 122_880;
const BLOCK = 262_144;

/** Bytes that a staged row takes until it is compressed: whole blocks for the values and for the validity of each column. */
function freshWidth(t: TableSql): number {
  const blocks = (width: number): number => Math.ceil((ROW_GROUP * width) / BLOCK) + 1;
  return (BLOCK * columnWidths(t).reduce((sum, width) => sum + blocks(width), 0)) / ROW_GROUP;
}

/** How many rows of the extract are staged at once. */
export const countAtOnce = (t: TableSql, memoryBytes: number): number =>
  Math.max(ROW_GROUP, Math.floor((memoryBytes * FRESH_SHARE) / freshWidth(t)));

/** Rows of an extract that are staged: compressed, and as they came since the last compression. */
interface StagedRows {
  readonly compressed: number;
  readonly fresh: number;
}

/** How an extract is staged piece by piece. */
export interface StageRoom {
  readonly rowsAtOnce: number;
  /** Whether what is staged has to be compressed before so many rows more are staged. */
  readonly mustCompress: (staged: StagedRows, next: number) => boolean;
}

/** What is staged is compressed where the rows of the extract that are still to come would not fit beside it. */
export function stageRoom(t: TableSql, extractRows: number, memoryBytes: number): StageRoom {
  const rowsAtOnce = countAtOnce(t, memoryBytes);
  const mustCompress = ({ compressed, fresh }: StagedRows, next: number): boolean => {
    const toCome = Math.max(next, extractRows - compressed - fresh);
    const bytes = compressed * stageWidth(t) * COMPRESSED + (fresh + toCome) * freshWidth(t);
    return fresh + next > rowsAtOnce && bytes > memoryBytes * (STAGE_SHARE + FRESH_SHARE);
  };
  return { rowsAtOnce, mustCompress };
}

/** Into how many passes over the extract a table of so many rows is cut, each staged whole. */
export const countPasses = (t: TableSql, rows: number, memoryBytes: number): number =>
  Math.max(1, Math.ceil((rows * stageWidth(t) * COMPRESSED) / (memoryBytes * STAGE_SHARE)));

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
