import {
  DataType,
  DateDay,
  DateUnit,
  Dictionary,
  Precision,
  TimestampMillisecond,
  TimeUnit,
} from 'apache-arrow';
import { readViews } from './ipc-views.ts';

/** One buffer of a column, uncompressed, read on demand. */
export interface BufferSource {
  readonly length: number;
  /** A plain `RangeError` if the buffer does not hold the bytes. */
  readonly read: (start: number, end: number) => Uint8Array;
}

/** One column of one record batch. */
export interface ColumnSource {
  readonly type: DataType;
  readonly length: number;
  readonly nullCount: number;
  /** Validity first, then as the Arrow columnar format has it for the type. */
  readonly buffers: readonly BufferSource[];
}

/** Some rows of a column, with offsets that begin at 0, ready to be written as a column of `sliceType`. */
export interface ColumnSlice {
  readonly length: number;
  readonly nullCount: number;
  readonly buffers: readonly Uint8Array[];
  /** Number of data buffers of a string view, undefined for other types. */
  readonly variadic?: number;
}

/** Rows are cut at multiples of this, so that bitmaps are cut at whole bytes. */
export const ROW_STEP = 8;

/**
 * The type a slice is written as. Parquet has neither dates in milliseconds nor timestamps in seconds (they would
 * arrive as bare integers), so those become days and milliseconds.
 */
export function sliceType(type: DataType): DataType {
  if (DataType.isDictionary(type)) {
    return new Dictionary(sliceType(type.dictionary as DataType), type.indices, type.id, type.isOrdered);
  }
  if (isMillisecondDate(type)) return new DateDay();
  return isSecondTimestamp(type) ? new TimestampMillisecond(type.timezone) : type;
}

/** Rows `from` (a multiple of ROW_STEP) up to `to` of a flat column; reads the bytes of those rows only. */
export function sliceColumn(column: ColumnSource, from: number, to: number): ColumnSlice {
  const { type } = column;
  const length = to - from;
  const validity = readValidity(column, from, to);
  const nullCount = length === column.length ? column.nullCount : length - countOnes(validity, length);
  if (DataType.isUtf8View(type)) {
    const { views, data } = readViews(column.buffers.slice(1), from, to, validity);
    return { length, nullCount, buffers: [validity, views, ...data], variadic: data.length };
  }
  return { length, nullCount, buffers: [validity, ...readValues(column, from, to)] };
}

/** Bits of the rows that hold a value; empty when all do. */
function readValidity(column: ColumnSource, from: number, to: number): Uint8Array {
  const [bits] = column.buffers;
  if (column.nullCount === 0 || bits === undefined || bits.length === 0) return new Uint8Array();
  return bits.read(from / 8, Math.ceil(to / 8));
}

function readValues({ type, buffers }: ColumnSource, from: number, to: number): Uint8Array[] {
  const [, first, second] = buffers;
  if (first === undefined) throw new RangeError('too few buffers');
  if (DataType.isBool(type)) return [first.read(from / 8, Math.ceil(to / 8))];
  if (second !== undefined) return readTexts(first, second, from, to, DataType.isLargeUtf8(type) ? 8 : 4);
  const width = byteWidth(DataType.isDictionary(type) ? (type.indices as DataType) : type);
  return [convert(type, first.read(from * width, to * width))];
}

function readTexts(
  offsets: BufferSource,
  data: BufferSource,
  from: number,
  to: number,
  width: 4 | 8,
): Uint8Array[] {
  // a column without rows may have no offsets at all
  if (to === 0) return [new Uint8Array(width), new Uint8Array()];
  const bytes = offsets.read(from * width, (to + 1) * width).slice();
  if (width === 4) {
    const list = new Int32Array(bytes.buffer);
    const first = list[0] ?? 0;
    const last = list[to - from] ?? 0;
    if (first !== 0) for (let i = 0; i < list.length; i++) list[i] = (list[i] ?? 0) - first;
    return [bytes, data.read(first, last)];
  }
  const list = new BigInt64Array(bytes.buffer);
  const first = list[0] ?? 0n;
  const last = list[to - from] ?? 0n;
  if (first !== 0n) for (let i = 0; i < list.length; i++) list[i] = (list[i] ?? 0n) - first;
  return [bytes, data.read(Number(first), Number(last))];
}

function convert(type: DataType, bytes: Uint8Array): Uint8Array {
  if (isSecondTimestamp(type)) return scale(bytes, (seconds) => seconds * 1000n);
  if (!isMillisecondDate(type)) return bytes;
  const days = Int32Array.from(new BigInt64Array(bytes.slice().buffer), (ms) =>
    Math.floor(Number(ms) / 86_400_000),
  );
  return new Uint8Array(days.buffer);
}

function scale(bytes: Uint8Array, by: (value: bigint) => bigint): Uint8Array {
  return new Uint8Array(new BigInt64Array(bytes.slice().buffer).map(by).buffer);
}

function byteWidth(type: DataType): number {
  if (DataType.isInt(type) || DataType.isDecimal(type)) return type.bitWidth / 8;
  if (DataType.isFloat(type))
    return { [Precision.HALF]: 2, [Precision.SINGLE]: 4, [Precision.DOUBLE]: 8 }[type.precision];
  if (DataType.isDate(type)) return type.unit === DateUnit.DAY ? 4 : 8;
  if (DataType.isTimestamp(type)) return 8;
  throw new Error(`a column of type ${type[Symbol.toStringTag]} cannot be sliced`);
}

function countOnes(bits: Uint8Array, length: number): number {
  if (bits.length === 0) return length;
  let ones = 0;
  for (let i = 0; i < length; i++) ones += ((bits[i >> 3] ?? 0) >> (i & 7)) & 1;
  return ones;
}

const isMillisecondDate = (type: DataType): boolean =>
  DataType.isDate(type) && type.unit === DateUnit.MILLISECOND;

type SecondTimestamp = DataType & { readonly timezone?: string | null };
const isSecondTimestamp = (type: DataType): type is SecondTimestamp =>
  DataType.isTimestamp(type) && type.unit === TimeUnit.SECOND;
