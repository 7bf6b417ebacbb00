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

/** Writes rows as Arrow IPC, in its file form or its stream form. */
export async function writeArrow(
  file: string,
  columns: readonly WrittenColumn[],
  rows: readonly Row[],
  form: 'file' | 'stream',
): Promise<void> {
  const vectors = columns.map(({ navn, kind }) => {
    const { type, valueOf } = KINDS[kind] ?? { type: new Utf8(), valueOf: String };
    const cells = rows.map((row) => row[navn] ?? null);
    return [
      navn,
      vectorFromArray(
        cells.map((cell) => (cell === null ? null : valueOf(cell))),
        type,
      ),
    ] as const;
  });
  await writeFile(file, tableToIPC(new Table(Object.fromEntries(vectors)), form));
}

type NotNull = Exclude<Cell, null>;
interface Written {
  readonly type: DataType;
  readonly valueOf: (cell: NotNull) => unknown;
}
const day: Written = { type: new DateDay(), valueOf: (cell) => new Date(cell) };
const KINDS: Partial<Record<WrittenColumn['kind'], Written>> = {
  dato: day,
  foedselsdato: day,
  heltall: { type: new Int64(), valueOf: BigInt },
  tall: { type: new Float64(), valueOf: Number },
};
