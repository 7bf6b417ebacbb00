import { arrowBytes, AS_DAY, AS_NUMBER, AS_TEXT, AS_WHOLE, type Written } from '../oracle/written-arrow.ts';
import type { Table } from './canary.ts';

/** A register table as a file of Arrow IPC. */
export function arrowFile({ types, rows }: Table): Uint8Array {
  const columns = Object.entries(types).map(([name, type]) => [name, TYPES[type] ?? AS_TEXT] as const);
  return arrowBytes(new Map(columns), rows, 'file');
}

const TYPES: Readonly<Record<string, Written>> = { DATE: AS_DAY, BIGINT: AS_WHOLE, DOUBLE: AS_NUMBER };
