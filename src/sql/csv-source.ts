import { readCell, isoText, type CellType } from './csv-values.ts';
import { identifier, literal, pathLiteral } from './identifier.ts';
import { cellText } from './names.ts';

/** One file of an extract in CSV whose header is known and that was found sound. */
export interface CsvFile {
  readonly path: string;
  readonly delimiter: string;
  readonly breaks: boolean;
}

/** A column of such an extract; `text` stays as it is. */
export interface CsvColumn {
  readonly name: string;
  readonly type: CellType | 'tekst';
}

/** Rows that a view shows: all, or the i-th of so many shares, each with all rows of an identifier. */
export interface CsvShare {
  readonly column: string;
  readonly nr: number;
  readonly of: number;
}

/** Bytes of a row that DuckDB accepts, and of what it reads at once; the scan lets no longer row through. */
const ROW_BYTES = 2 * 1024 * 1024;
const READ_BYTES = 4 * ROW_BYTES;

/**
 * View over the files of an extract in CSV. A column of another type than text is there twice: as its value, NULL where
 * the cell does not fit, and as the text of the cell (`cellText`), by which the two can be told apart. An empty cell is
 * missing, in quotes or not. DuckDB is told everything about the file, so that it guesses nothing.
 */
export function csvTableView(
  name: string,
  files: readonly CsvFile[],
  columns: readonly CsvColumn[],
  share: CsvShare | null,
): string {
  const rows = files.map((file) => `SELECT * FROM ${readCsv(file, columns)}`).join(' UNION ALL ');
  const shown = columns.flatMap(shownColumns).join(', ');
  const where =
    share === null
      ? ''
      : ` WHERE hash(coalesce(${identifier(share.column)}, '')) % ${share.of} = ${share.nr}`;
  return `CREATE OR REPLACE VIEW ${identifier(name)} AS SELECT ${shown} FROM (${rows})${where}`;
}

function shownColumns({ name, type }: CsvColumn): string[] {
  const column = identifier(name);
  if (type === 'tekst') return [column];
  const text = type === 'dato' ? isoText(column) : column;
  return [`${readCell(column, type)} AS ${column}`, `${text} AS ${identifier(cellText(name))}`];
}

function readCsv({ path, delimiter, breaks }: CsvFile, columns: readonly CsvColumn[]): string {
  const types = columns.map((column) => `${literal(column.name)}: 'VARCHAR'`).join(', ');
  return (
    `read_csv(${pathLiteral(path)}, auto_detect = false, header = true, skip = 0, delim = ${literal(delimiter)}, quote = '"', ` +
    `escape = '"', comment = '', nullstr = '', allow_quoted_nulls = true, strict_mode = true, null_padding = false, ` +
    `ignore_errors = false, encoding = 'utf-8', compression = 'none', hive_partitioning = false, filename = false, ` +
    `max_line_size = ${ROW_BYTES}, buffer_size = ${READ_BYTES}, parallel = ${breaks ? 'false' : 'true'}, columns = {${types}})`
  );
}
