import { writeFile } from 'node:fs/promises';
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
import type { Cell, Row } from './register-rows.ts';
import type { WrittenColumn } from './written-csv.ts';

/** How the cells of a column are written. */
export interface Written {
  readonly type: DataType;
  readonly valueOf: (cell: NotNull) => unknown;
}
type NotNull = Exclude<Cell, null>;

export const AS_TEXT: Written = { type: new Utf8(), valueOf: String };
export const AS_DAY: Written = { type: new DateDay(), valueOf: (cell) => new Date(cell) };
export const AS_WHOLE: Written = { type: new Int64(), valueOf: BigInt };
export const AS_NUMBER: Written = { type: new Float64(), valueOf: Number };

/** Rows as Arrow IPC, in its file form or its stream form; the columns by name. */
export function arrowBytes(
  columns: ReadonlyMap<string, Written>,
  rows: readonly Row[],
  form: 'file' | 'stream',
): Uint8Array {
  const vectors = [...columns].map(([name, { type, valueOf }]) => {
    const cells = rows.map((row) => row[name] ?? null);
    return [
      name,
      vectorFromArray(
        cells.map((cell) => (cell === null ? null : valueOf(cell))),
        type,
      ),
    ] as const;
  });
  return tableToIPC(new Table(Object.fromEntries(vectors)), form);
}

/** Writes rows of a register as Arrow IPC. */
export const writeArrow = (
  file: string,
  columns: readonly WrittenColumn[],
  rows: readonly Row[],
  form: 'file' | 'stream',
): Promise<void> => {
  const written = columns.map(({ navn, kind }) => [navn, KINDS[kind] ?? AS_TEXT] as const);
  return writeFile(file, arrowBytes(new Map(written), rows, form));
};

const KINDS: Partial<Record<WrittenColumn['kind'], Written>> = {
  dato: AS_DAY,
  foedselsdato: AS_DAY,
  heltall: AS_WHOLE,
  tall: AS_NUMBER,
};
