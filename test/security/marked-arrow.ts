import {
  DateDay,
  Float64,
  Int64,
  Table,
  tableToIPC,
  Utf8,
  vectorFromArray,
  type DataType,
} from 'apache-arrow';
import type { Row, Table as RegisterTable } from './canary.ts';

/** A register table as a file of Arrow IPC. */
export function arrowFile({ types, rows }: RegisterTable): Uint8Array {
  const columns = Object.entries(types).map(([name, type]) => [name, column(name, type, rows)] as const);
  return tableToIPC(new Table(Object.fromEntries(columns)), 'file');
}

function column(name: string, type: string, rows: readonly Row[]) {
  const arrow: DataType = arrowTypes[type] ?? new Utf8();
  const cells = rows.map((row) => {
    const cell = row[name] ?? null;
    if (cell === null) return null;
    if (type === 'DATE') return new Date(cell);
    return type === 'BIGINT' ? BigInt(cell) : cell;
  });
  return vectorFromArray(cells, arrow);
}

const arrowTypes: Readonly<Record<string, DataType>> = {
  DATE: new DateDay(),
  BIGINT: new Int64(),
  DOUBLE: new Float64(),
};
