import { copyFileSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from '../cli/place.ts';
import { copyTo } from './canary.ts';

/** Ways to spoil an extract in a place; the extract that the place shares with others stays as it is. */
export interface Spoiler {
  /** Writes an extract again from a query over `extract`. */
  readonly select: (table: string, query: string) => Promise<void>;
  /** Replaces one cell of the column, in the row that sorts first. */
  readonly cell: (table: string, column: string, value: string) => Promise<void>;
  readonly truncate: (table: string, bytes: number) => void;
  /** Turns over every bit of the bytes, `at` counted in shares of the file. */
  readonly flip: (table: string, at: number, length: number) => void;
  readonly remove: (table: string) => void;
  readonly write: (name: string, content: string | Uint8Array) => void;
  readonly folder: (name: string) => void;
}

export function spoilerOf(place: Place, extracts: string): Spoiler {
  const original = (table: string): string => join(extracts, `${table}.parquet`);
  const own = (table: string): string => join(place.uttrekk, `${table}.parquet`);
  const remove = (table: string): void => {
    rmSync(own(table), { recursive: true, force: true });
  };
  const copy = (table: string): string => {
    remove(table);
    copyFileSync(original(table), own(table));
    return own(table);
  };
  const select = async (table: string, query: string): Promise<void> => {
    remove(table);
    await copyTo(own(table), `WITH extract AS (SELECT * FROM read_parquet('${original(table)}')) ${query}`);
  };
  return {
    select,
    cell: (table, column, value) =>
      select(
        table,
        `SELECT * REPLACE (CASE WHEN row_number() OVER (ORDER BY foedselsnummer) = 1 THEN ${value} ELSE ${column} END AS ${column}) FROM extract`,
      ),
    truncate: (table, bytes) => {
      truncateSync(copy(table), bytes);
    },
    flip: (table, at, length) => {
      const file = copy(table);
      const bytes = readFileSync(file);
      const start = Math.floor(bytes.length * at);
      writeFileSync(
        file,
        bytes.map((byte, i) => (i >= start && i < start + length ? byte ^ 0xff : byte)),
      );
    },
    remove,
    write: (name, content) => {
      writeFileSync(join(place.uttrekk, name), content);
    },
    folder: (name) => {
      mkdirSync(join(place.uttrekk, name));
    },
  };
}
