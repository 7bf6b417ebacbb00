import { PipelineError, problem } from '../errors/pipeline-error.ts';
import type { Problem } from '../errors/problem.ts';
import { unreachable } from '../base/unreachable.ts';
import { readCsvHeader } from './csv-header.ts';
import { scanCsv } from './scan-csv.ts';
import { describeParquet } from './describe-parquet.ts';
import type {
  Extract,
  ExtractColumn,
  ExtractFile,
  ExtractForm,
  ExtractSchema,
  FileSchema,
} from './extract.ts';

/**
 * What an extract says of itself: its columns with types, and its rows. Of Parquet and Arrow only headers and footers are
 * read, so it is quick at any size; CSV says nothing of itself, so it is read whole, and its columns are all `tekst`. Throws
 * at stage `run`: extract.corrupt, extract.encrypted, extract.unreadable, extract.unknown-type, extract.csv-header, what
 * `scanCsv` throws, and all at once extract.schemas-differ, extract.duplicate-column and extract.column-case.
 */
export async function describeExtract(extract: Extract): Promise<ExtractSchema> {
  const schemas: FileSchema[] = [];
  for (const file of extract.files) schemas.push(await describeFile(extract.form, file));
  const columns = schemas[0]?.columns ?? [];
  const at = `${extract.register}.${extract.tabell}`;
  const problems = [
    ...checkNames(columns, at),
    ...extract.files.flatMap((file, i) => checkSame(extract, file, columns, schemas[i]?.columns ?? [])),
  ];
  if (problems.length > 0) throw new PipelineError('run', problems);
  const counted = schemas.flatMap(({ rows }) => (rows === null ? [] : [rows]));
  const fileRows = counted.length === schemas.length ? counted : null;
  return {
    columns: columns.map((column, i) => ({
      ...column,
      nullable: schemas.some((s) => s.columns[i]?.nullable),
    })),
    rows: fileRows === null ? null : fileRows.reduce((sum, rows) => sum + rows, 0),
    fileRows,
    bytes: extract.files.reduce((sum, { bytes }) => sum + bytes, 0),
    ...(extract.form === 'csv' ? { layouts: schemas.flatMap(({ layout }) => layout ?? []) } : {}),
  };
}

async function describeFile(form: ExtractForm, file: ExtractFile): Promise<FileSchema> {
  switch (form) {
    case 'parquet':
      return describeParquet(file);
    case 'arrow': {
      // apache-arrow takes a while to load, and most extracts are Parquet
      const { describeArrow } = await import('./describe-arrow.ts');
      return describeArrow(file);
    }
    case 'csv':
      return describeCsv(file);
    default:
      return unreachable(form);
  }
}

async function describeCsv({ path, bytes }: ExtractFile): Promise<FileSchema> {
  const header = await readCsvHeader(path);
  const { rows, breaks } = await scanCsv(path, header);
  const layout = { delimiter: header.delimiter, breaks };
  return { columns: header.columns.map(textColumn), rows, bytes, layout };
}

const textColumn = (name: string): ExtractColumn => ({
  name,
  type: 'tekst',
  nativeType: 'CSV',
  nullable: true,
});

function checkNames(columns: readonly ExtractColumn[], at: string): Problem[] {
  const spellings = new Map<string, string[]>();
  for (const { name } of columns) {
    const key = name.toLowerCase();
    spellings.set(key, [...(spellings.get(key) ?? []), name]);
  }
  return [...spellings.values()].flatMap((names) => checkSpelling(names, at));
}

function checkSpelling(names: readonly string[], at: string): Problem[] {
  const [column = '', ...others] = names;
  if (others.length === 0) return [];
  if (others.includes(column)) return [problem('extract.duplicate-column', at, { column })];
  return [problem('extract.column-case', at, { columns: names })];
}

function checkSame(
  extract: Extract,
  file: ExtractFile,
  expected: readonly ExtractColumn[],
  got: readonly ExtractColumn[],
): Problem[] {
  const first = extract.files[0]?.path ?? '';
  const positions = [...Array(Math.max(expected.length, got.length)).keys()];
  const differing = positions.find((i) => describeColumn(expected[i]) !== describeColumn(got[i]));
  if (differing === undefined) return [];
  const column = expected[differing]?.name ?? got[differing]?.name ?? '';
  const texts = { expected: describeColumn(expected[differing]), got: describeColumn(got[differing]) };
  return [problem('extract.schemas-differ', file.path, { first, column, ...texts })];
}

const describeColumn = (column: ExtractColumn | undefined): string =>
  column === undefined ? 'no further column' : `${column.name} (${column.nativeType})`;
