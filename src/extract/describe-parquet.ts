import { parquetMetadataAsync, parquetSchema, type FileMetaData, type RowGroup } from 'hyparquet';
import { refuse } from '../errors/pipeline-error.ts';
import { corrupt, parseOrRefuse } from './corrupt.ts';
import type { ExtractFile, FileSchema } from './extract.ts';
import { readFileBytes, type FileBytes } from './file-bytes.ts';
import { parquetColumn } from './parquet-types.ts';

const MAGIC = 'PAR1';
const ENCRYPTED_MAGIC = 'PARE';
/** Magic at both ends and the length of the footer. */
const SMALLEST = 12;
const FIRST_READ = 64 * 1024;

/**
 * Columns and rows of a Parquet file from its footer alone. Checks that the file is whole: magic at both ends, a
 * footer that parses, column data inside the file, rows that add up. Throws extract.corrupt, extract.encrypted,
 * extract.unreadable (stage run). Layout: Apache Parquet format, "File format".
 */
export function describeParquet(file: ExtractFile): Promise<FileSchema> {
  return readFileBytes(file.path, async (bytes) => {
    checkEnds(bytes);
    const metadata = await readFooter(bytes);
    const test = 'the footer does not describe columns and row groups';
    return parseOrRefuse(file.path, 'parquet', test, () => summarise(bytes, metadata));
  });
}

function summarise(file: FileBytes, metadata: FileMetaData): FileSchema {
  metadata.row_groups.forEach((group) => {
    checkRowGroup(file, metadata, group);
  });
  const rows = metadata.row_groups.reduce((sum, group) => sum + Number(group.num_rows), 0);
  if (rows !== Number(metadata.num_rows)) {
    throw corrupt(file.path, 'parquet', 'the rows of the row groups do not add up to the rows of the file');
  }
  const columns = parquetSchema(metadata).children.map((child) => parquetColumn(child.element));
  if (columns.some((column) => !column.name)) throw corrupt(file.path, 'parquet', 'a column has no name');
  return { columns, rows, bytes: file.size };
}

function checkEnds(file: FileBytes): void {
  if (file.size < SMALLEST) throw corrupt(file.path, 'parquet', `there are only ${file.size} bytes`);
  const first = text(file.read(0, 4));
  const last = text(file.read(file.size - 4, file.size));
  if (first === ENCRYPTED_MAGIC || last === ENCRYPTED_MAGIC) throw encrypted(file.path);
  if (first !== MAGIC) throw corrupt(file.path, 'parquet', 'the magic at the start is missing');
  if (last !== MAGIC) throw corrupt(file.path, 'parquet', 'the magic at the end is missing');
  const length = footerLength(file);
  if (length > file.size - SMALLEST) {
    throw corrupt(file.path, 'parquet', `the footer of ${length} bytes is longer than the file`);
  }
}

async function readFooter(file: FileBytes): Promise<FileMetaData> {
  const source = {
    byteLength: file.size,
    slice: (start: number, end = file.size) => exactBuffer(file.read(start, end)),
  };
  try {
    return await parquetMetadataAsync(source, { initialFetchSize: FIRST_READ });
  } catch {
    throw corrupt(file.path, 'parquet', 'the footer cannot be parsed');
  }
}

function checkRowGroup(file: FileBytes, metadata: FileMetaData, group: RowGroup): void {
  const dataEnd = file.size - 8 - metadata.metadata_length;
  for (const column of group.columns) {
    if (column.crypto_metadata !== undefined || column.encrypted_column_metadata !== undefined) {
      throw encrypted(file.path);
    }
    const chunk = column.meta_data;
    if (chunk === undefined) throw corrupt(file.path, 'parquet', 'a row group has a column without metadata');
    const start = Number(chunk.dictionary_page_offset ?? 0n) || Number(chunk.data_page_offset);
    const end = start + Number(chunk.total_compressed_size);
    if (!(start >= 4 && start <= end && end <= dataEnd)) {
      throw corrupt(file.path, 'parquet', 'a row group lies outside the file');
    }
  }
}

const footerLength = (file: FileBytes): number => {
  const bytes = file.read(file.size - 8, file.size - 4);
  return new DataView(bytes.buffer).getUint32(0, true);
};

const encrypted = (path: string) => refuse('run', 'extract.encrypted', path, { file: path });
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const exactBuffer = (bytes: Uint8Array): ArrayBuffer =>
  bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
