/** A column as a Parquet footer has it; `name` is a path with dots where columns are nested. */
export interface ParquetColumn {
  readonly name: string;
  /** Such as INT32 or BYTE_ARRAY. */
  readonly physicalType: string;
  /** Such as STRING, DATE, DECIMAL(10,2) or TIMESTAMP(MICROS); null where the physical type says it all. */
  readonly logicalType: string | null;
}

/** A file that was encrypted while it was written. `bytes` and `sha256` are of the ciphertext as it lies on disk. */
export interface SealedBytes {
  readonly bytes: number;
  readonly sha256: string;
  readonly plaintextBytes: number;
  readonly plaintextSha256: string;
}

/** A sealed Parquet file, with what its footer says. */
export interface SealedPart extends SealedBytes {
  readonly rows: number;
  readonly columns: readonly ParquetColumn[];
}
