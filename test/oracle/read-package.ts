import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { contentsSchema, type Contents } from '../../src/artifacts/contents.ts';
import type { Cell } from './register-rows.ts';

/** One delivered file: its rows in the order of the file, the løpenummer as text. */
export interface ReadPart {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly number: string; readonly cells: readonly Cell[] }[];
}

export interface ReadPackage {
  readonly contents: Contents;
  /** In the order of the package. */
  readonly parts: readonly ReadPart[];
}

/** Reads an unpacked package; parts come with the name of their table, `register.tabell`. */
export async function readPackage(db: DuckDBConnection, folder: string): Promise<ReadPackage> {
  const json = await readFile(join(folder, 'dokumentasjon', 'innhold.json'), 'utf8');
  const contents = contentsSchema.parse(JSON.parse(json));
  const parts: ReadPart[] = [];
  for (const { fil, register, tabell } of contents.deler)
    parts.push(await readPart(db, `${register}.${tabell}`, join(folder, fil.replace(/\.age$/, ''))));
  return { contents, parts };
}

export async function readPart(db: DuckDBConnection, name: string, file: string): Promise<ReadPart> {
  const read = await db.runAndReadAll(`SELECT * FROM read_parquet('${file}')`);
  const [, ...types] = read.columnTypes().map((type) => String(type));
  const json = read.getRowsJson() as unknown as readonly (readonly Cell[])[];
  const rows = json.map(([number, ...cells]) => ({
    number: String(number),
    cells: cells.map((cell, i) => asCell(cell, types[i] ?? '')),
  }));
  return { name, columns: read.columnNames(), rows };
}

const asCell = (cell: Cell, type: string): Cell =>
  cell === null || type === 'VARCHAR' || type === 'DATE' ? cell : Number(Number(cell).toPrecision(12));
