import type { Extract } from '../extract/extract.ts';
import { compressStages, csvView, parquetView, type CsvSource } from '../sql/dialect.ts';
import { identifier } from '../sql/identifier.ts';
import { STAGES } from '../sql/names.ts';
import type { Engine } from './engine.ts';
import type { ArrowInput } from './sources.ts';

/** What a file needs beyond DuckDB: how a CSV file is written, and a reader of Arrow. */
export interface FileReaders {
  readonly csv: (path: string) => CsvSource;
  readonly arrow: () => ArrowInput;
}

/** Rows that are put into a table before they are compressed. */
const FRESH_ROWS = 1_000_000;

/**
 * Lets the view `name` show the named columns of a file: Parquet and CSV (every column as text) where they lie, Arrow once
 * read, as a compressed table in memory. Throws what the readers throw.
 */
export async function showFile(
  engine: Engine,
  name: string,
  extract: Extract,
  columns: readonly string[],
  readers: FileReaders,
): Promise<void> {
  const show = (sql: string): Promise<void> => engine.run({ id: 'risk.file', sql, params: [] });
  const paths = extract.files.map((file) => file.path);
  if (extract.form === 'parquet') return show(parquetView(name, paths));
  if (extract.form === 'arrow') return loadArrow(engine, name, extract, columns, readers.arrow());
  for (const file of paths) await show(csvView(name, readers.csv(file)));
}

async function loadArrow(
  engine: Engine,
  name: string,
  extract: Extract,
  columns: readonly string[],
  { reader, chunkBytes }: ArrowInput,
): Promise<void> {
  const table = `${STAGES}.${identifier(name)}`;
  const run = (sql: string): Promise<void> => engine.run({ id: 'risk.arrow', sql, params: [] });
  let fresh = 0;
  let first = true;
  for await (const chunk of reader.chunks(extract, columns, { chunkBytes })) {
    try {
      await run(parquetView('risiko del', [chunk.path]));
      await run(
        `${first ? `CREATE OR REPLACE TABLE ${table} AS` : `INSERT INTO ${table}`} FROM "risiko del"`,
      );
    } finally {
      chunk.close();
    }
    first = false;
    fresh += chunk.rows;
    if (fresh < FRESH_ROWS) continue;
    await run(compressStages());
    fresh = 0;
  }
  await run(`CREATE OR REPLACE VIEW ${identifier(name)} AS FROM ${table}`);
}
