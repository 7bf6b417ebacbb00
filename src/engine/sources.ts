import type { ArrowReader } from '../extract/arrow-chunks.ts';
import type { Extract } from '../extract/extract.ts';
import { csvTableView, type CsvColumn, type CsvFile } from '../sql/csv-source.ts';
import { parquetSliceView, parquetView } from '../sql/dialect.ts';
import { sourceName, tableName } from '../sql/names.ts';
import { namingFiles } from './naming-files.ts';
import type { Engine } from './engine.ts';

interface TableRef {
  readonly register: string;
  readonly tabell: string;
}

/** An extract with the rows of each of its files, in their order; null where the form does not say. */
export interface SourceExtract {
  readonly extract: Extract;
  readonly fileRows: readonly number[] | null;
  /** How to read it where it is CSV. */
  readonly csv: CsvTable | null;
}

/** Files of an extract in CSV, in their order, and the types that their columns are read as. */
export interface CsvTable {
  readonly files: readonly CsvFile[];
  readonly columns: readonly CsvColumn[];
}

/** The extracts of a run as SQL sees them. Work is done piece by piece, and must add to what it did for the piece before. */
export interface Sources {
  /** Lets the view of a table show all its files at once, or, for Arrow, chunk by chunk. */
  each(table: TableRef, columns: readonly string[], work: () => Promise<void>): Promise<void>;
  /** Lets the view show the first file or chunk, as a sample. */
  first(table: TableRef, columns: readonly string[], work: () => Promise<void>): Promise<void>;
  /** As `each`, in pieces of about `rows` rows at most; `work` is told how many rows the view shows. */
  slices(
    table: TableRef,
    columns: readonly string[],
    rows: number,
    work: (shown: number) => Promise<void>,
  ): Promise<void>;
}

/** What reads Arrow, and the size of a chunk of its columns before it becomes Parquet, in bytes. */
export interface ArrowInput {
  readonly reader: ArrowReader;
  readonly chunkBytes: number;
}

const chunksOf = (
  { reader, chunkBytes }: ArrowInput,
  extract: Extract,
  columns: readonly string[],
): ReturnType<ArrowReader['chunks']> => reader.chunks(extract, columns, { chunkBytes });

/** Chunks that a statement reads together, since each statement makes the tables that it joins with anew. */
const AT_ONCE = 16;

/** So many chunks at a time, fewer at the end; closed when the next are asked for, and when nobody asks any more. */
async function* gathered<T extends { close(): void }>(
  chunks: AsyncGenerator<T>,
  count: number,
): AsyncGenerator<readonly T[]> {
  const held: T[] = [];
  const close = (): void => {
    for (const chunk of held.splice(0)) chunk.close();
  };
  try {
    for await (const chunk of chunks) {
      held.push(chunk);
      if (held.length < count) continue;
      yield held;
      close();
    }
    if (held.length > 0) yield held;
  } finally {
    close();
  }
}

/** `asText`: a column of every extract that is read as text, whatever its type. */
export function openSources(
  engine: Engine,
  extracts: ReadonlyMap<string, SourceExtract>,
  arrow: () => ArrowInput,
  asText: string | null,
): Sources {
  const show = (table: TableRef, sql: string): Promise<void> =>
    engine.run({ id: `${tableName(table)}.source`, sql, params: [] });
  const find = (table: TableRef): SourceExtract => {
    const found = extracts.get(tableName(table));
    if (found === undefined) throw new Error('a table of the plan has no extract');
    return found;
  };
  const eachChunk = async (
    table: TableRef,
    columns: readonly string[],
    work: (shown: number) => Promise<void>,
    isSample = false,
  ): Promise<void> => {
    for await (const chunks of gathered(
      chunksOf(arrow(), find(table).extract, columns),
      isSample ? 1 : AT_ONCE,
    )) {
      const paths = chunks.map(({ path }) => path);
      await show(table, parquetView(sourceName(table), paths, asText));
      await work(chunks.reduce((sum, { rows }) => sum + rows, 0));
      if (isSample) break;
    }
  };
  const showFiles = (table: TableRef, files: readonly string[], work: () => Promise<void>): Promise<void> =>
    namingFiles(tableName(table), files, async () => {
      await show(table, filesView(sourceName(table), find(table), files, asText));
      await work();
    });
  return {
    each: async (table, columns, work) => {
      const { extract } = find(table);
      return extract.form === 'arrow'
        ? eachChunk(table, columns, work)
        : showFiles(table, paths(extract), work);
    },
    first: async (table, columns, work) => {
      const { extract } = find(table);
      return extract.form === 'arrow'
        ? eachChunk(table, columns, work, true)
        : showFiles(table, paths(extract).slice(0, 1), work);
    },
    slices: async (table, columns, rows, work) => {
      const source = find(table);
      const { extract, fileRows } = source;
      if (extract.form === 'arrow' || fileRows === null) return eachChunk(table, columns, work);
      for (const slice of sliceFiles(paths(extract), fileRows, rows)) {
        await namingFiles(tableName(table), slice.files, async () => {
          await show(table, sliceView(sourceName(table), source, slice, { cutBy: columns[0] ?? '', asText }));
          await work(slice.rows);
        });
      }
    },
  };
}

const paths = (extract: Extract): string[] => extract.files.map((file) => file.path);

function filesView(
  name: string,
  { csv }: SourceExtract,
  files: readonly string[],
  asText: string | null,
): string {
  if (csv === null) return parquetView(name, files, asText);
  const shown = csv.files.filter((file) => files.includes(file.path));
  return csvTableView(name, shown, csv.columns, null);
}

/** Whole files, or some rows of one. */
interface Slice {
  readonly files: readonly string[];
  readonly rows: number;
  readonly first: number | null;
  /** Which piece of a cut file it is, of how many. */
  readonly nr: number;
  readonly of: number;
}

/** Rows of CSV have no numbers to be cut by: a piece is the rows of some values of a column, whatever piece it is. */
function sliceView(
  name: string,
  source: SourceExtract,
  slice: Slice,
  { cutBy: column, asText }: { readonly cutBy: string; readonly asText: string | null },
): string {
  const { files, rows, first, nr, of } = slice;
  if (first === null) return filesView(name, source, files, asText);
  if (source.csv === null)
    return parquetSliceView(name, files[0] ?? '', { first, last: first + rows - 1 }, asText);
  const shown = source.csv.files.filter((file) => files.includes(file.path));
  return csvTableView(name, shown, source.csv.columns, { column, nr, of });
}

const WHOLE = { first: null, nr: 0, of: 1 } as const;

/** Cuts files with more rows than wanted, and gathers small ones. */
function sliceFiles(files: readonly string[], fileRows: readonly number[], rows: number): readonly Slice[] {
  const slices: Slice[] = [];
  files.forEach((file, i) => {
    const count = fileRows[i] ?? 0;
    const last = slices.at(-1);
    if (last?.first === null && last.rows + count <= rows)
      slices[slices.length - 1] = { files: [...last.files, file], rows: last.rows + count, ...WHOLE };
    else if (count <= rows) slices.push({ files: [file], rows: count, ...WHOLE });
    else slices.push(...sliceFile(file, count, rows));
  });
  return slices;
}

function sliceFile(file: string, count: number, rows: number): Slice[] {
  const pieces = Math.ceil(count / rows);
  const bound = (i: number): number => Math.floor((count * i) / pieces);
  return Array.from({ length: pieces }, (_, i) => ({
    files: [file],
    first: bound(i),
    rows: bound(i + 1) - bound(i),
    ...{ nr: i, of: pieces },
  }));
}
