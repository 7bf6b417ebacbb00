import { DuckDBTypeId, type DuckDBType, type DuckDBVector } from '@duckdb/node-api';
import {
  DateDay,
  Float64,
  Int16,
  Int32,
  Int64,
  Int8,
  makeData,
  TimestampMicrosecond,
  Uint16,
  Uint32,
  Uint8,
  Utf8,
  type Data,
  type DataType,
} from 'apache-arrow';

/** One column of a record batch in the making. */
export interface ArrowColumn {
  readonly name: string;
  readonly type: DataType;
  append(vector: DuckDBVector): void;
  /** The values since the last time. */
  take(): Data;
}

/** A column for values of a DuckDB type. Throws an Error for a type that is never delivered. */
export function arrowColumn(name: string, from: DuckDBType): ArrowColumn {
  // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- the rest is never delivered
  switch (from.typeId) {
    case DuckDBTypeId.VARCHAR:
    case DuckDBTypeId.ENUM:
      return textColumn(name);
    case DuckDBTypeId.TINYINT:
      return fixedColumn(name, new Int8(), (n) => new Int8Array(n), Number);
    case DuckDBTypeId.UTINYINT:
      return fixedColumn(name, new Uint8(), (n) => new Uint8Array(n), Number);
    case DuckDBTypeId.SMALLINT:
      return fixedColumn(name, new Int16(), (n) => new Int16Array(n), Number);
    case DuckDBTypeId.USMALLINT:
      return fixedColumn(name, new Uint16(), (n) => new Uint16Array(n), Number);
    case DuckDBTypeId.INTEGER:
      return fixedColumn(name, new Int32(), (n) => new Int32Array(n), Number);
    case DuckDBTypeId.UINTEGER:
      return fixedColumn(name, new Uint32(), (n) => new Uint32Array(n), Number);
    case DuckDBTypeId.BIGINT:
      return fixedColumn(name, new Int64(), (n) => new BigInt64Array(n), asBigInt);
    case DuckDBTypeId.DOUBLE:
      return fixedColumn(name, new Float64(), (n) => new Float64Array(n), Number);
    case DuckDBTypeId.DATE:
      return fixedColumn(name, new DateDay(), (n) => new Int32Array(n), daysOf);
    case DuckDBTypeId.TIMESTAMP:
      return fixedColumn(name, new TimestampMicrosecond(), (n) => new BigInt64Array(n), microsOf);
    default:
      throw new Error(`a delivered column of the type ${String(from)}`);
  }
}

type Value = ReturnType<DuckDBVector['getItem']>;
type Fixed = Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array | Float64Array;

const asBigInt = (value: Value): bigint => value as bigint;
const daysOf = (value: Value): number => (value as { readonly days: number }).days;
const microsOf = (value: Value): bigint => (value as { readonly micros: bigint }).micros;

function fixedColumn<A extends Fixed | BigInt64Array>(
  name: string,
  type: DataType,
  make: (length: number) => A,
  valueOf: (value: Value) => A[number],
): ArrowColumn {
  let data = make(FIRST_ROWS);
  const missing = make(1)[0] as A[number];
  const valid = openValidity();
  const append = (vector: DuckDBVector): void => {
    const start = valid.count();
    if (start + vector.itemCount > data.length) data = enlarged(data, make, start + vector.itemCount);
    for (let i = 0; i < vector.itemCount; i++) {
      const value = vector.getItem(i);
      valid.add(value !== null);
      data[start + i] = value === null ? missing : valueOf(value);
    }
  };
  const take = (): Data => {
    const length = valid.count();
    const taken = data.slice(0, length);
    return makeData({ type, length, data: taken, ...valid.take() } as never);
  };
  return { name, type, append, take };
}

const FIRST_ROWS = 65_536;

function enlarged<A extends Fixed | BigInt64Array>(data: A, make: (length: number) => A, rows: number): A {
  const larger = make(Math.max(rows, 2 * data.length));
  larger.set(data as never);
  return larger;
}

function textColumn(name: string): ArrowColumn {
  const type = new Utf8();
  const valid = openValidity();
  let bytes = Buffer.allocUnsafe(1_048_576);
  let offsets = [0];
  let end = 0;
  const write = (text: string): void => {
    // No text takes more than three bytes a UTF-16 unit.
    if (end + text.length * 3 > bytes.length)
      bytes = Buffer.concat([bytes, Buffer.allocUnsafe(bytes.length + text.length * 3)]);
    end += bytes.write(text, end);
  };
  const append = (vector: DuckDBVector): void => {
    for (let i = 0; i < vector.itemCount; i++) {
      const value = vector.getItem(i);
      valid.add(value !== null);
      if (value !== null) write(value as string);
      offsets.push(end);
    }
  };
  const take = (): Data => {
    const length = valid.count();
    const data = Uint8Array.from(bytes.subarray(0, end));
    const valueOffsets = Int32Array.from(offsets);
    offsets = [0];
    end = 0;
    return makeData({ type, length, data, valueOffsets, ...valid.take() });
  };
  return { name, type, append, take };
}

/** One bit a value, set where there is one. */
function openValidity() {
  let flags: boolean[] = [];
  const take = (): { nullBitmap: Uint8Array; nullCount: number } => {
    const nullBitmap = new Uint8Array(Math.ceil(flags.length / 8));
    let nullCount = 0;
    flags.forEach((flag, i) => {
      if (flag) nullBitmap[i >> 3] = (nullBitmap[i >> 3] ?? 0) | (1 << (i & 7));
      else nullCount++;
    });
    flags = [];
    return { nullBitmap, nullCount };
  };
  return { add: (flag: boolean) => void flags.push(flag), count: () => flags.length, take };
}
