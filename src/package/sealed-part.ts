/** The file formats of delivered tables. */
export type PartFormat = 'parquet' | 'arrow' | 'csv';

/** A column as a written file states it; `name` is a path with dots where columns are nested. */
export interface PartColumn {
  readonly name: string;
  /** Such as INT32 or BYTE_ARRAY in Parquet, Int32 or Utf8 in Arrow; TEXT in CSV. */
  readonly physicalType: string;
  /** In Parquet, such as STRING, DATE, DECIMAL(10,2) or TIMESTAMP(MICROS); null where the physical type says it all. */
  readonly logicalType: string | null;
}

/** A file that was encrypted while it was written. `bytes` and `sha256` are of the ciphertext as it lies on disk. */
export interface SealedBytes {
  readonly bytes: number;
  readonly sha256: string;
  readonly plaintextBytes: number;
  readonly plaintextSha256: string;
}

/** Rows and columns as a written file itself has them. */
export interface PartShape {
  readonly rows: number;
  readonly columns: readonly PartColumn[];
}

/** A sealed table file, with the shape it was seen to have. */
export interface SealedPart extends SealedBytes, PartShape {}
