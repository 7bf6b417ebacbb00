/** How the bytes of an extract are laid out. */
export type ExtractForm = 'parquet' | 'arrow' | 'csv';

export interface ExtractFile {
  readonly path: string;
  readonly bytes: number;
  readonly modifiedMs: number;
}

/** One register table as it lies on disk: one file, or all files of one form in a folder, sorted by name. */
export interface Extract {
  readonly register: string;
  readonly tabell: string;
  readonly form: ExtractForm;
  readonly files: readonly ExtractFile[];
}

/** Type of a column as the catalogue speaks of it, plus truth values and everything no variable may be. */
export type ColumnType = 'tekst' | 'heltall' | 'tall' | 'dato' | 'tidspunkt' | 'sannhet' | 'annet';

export interface ExtractColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** The type in the words of the file's own format. */
  readonly nativeType: string;
  readonly nullable: boolean;
}

/** What the files of an extract say of themselves, without any value of any row. */
export interface ExtractSchema {
  readonly columns: readonly ExtractColumn[];
  /** Rows of all files together; null for Arrow streams, which do not say. */
  readonly rows: number | null;
  /** Rows of each file, in the order of the files; null where `rows` is. */
  readonly fileRows: readonly number[] | null;
  readonly bytes: number;
  /** How each file is written; for CSV alone. */
  readonly layouts?: readonly CsvLayout[];
}

/** How a CSV file that was found sound is written. */
interface CsvLayout {
  readonly delimiter: string;
  /** Whether a value holds a line break. */
  readonly breaks: boolean;
}

/** What one file says of itself. */
export type FileSchema = Omit<ExtractSchema, 'fileRows' | 'layouts'> & { readonly layout?: CsvLayout };
