import type { DataType, Field } from 'apache-arrow';
import type { BufferRegion, RecordBatch } from 'apache-arrow/ipc/metadata/message';
import type { FileBytes } from './file-bytes.ts';
import { locateColumns } from './ipc-columns.ts';
import type { MessageAt } from './ipc-message.ts';
import type { BufferSource, ColumnSource } from './ipc-slice.ts';

/** Decompresses bytes to `size` bytes; the codec by its number in Arrow's Message.fbs. */
type Decompress = (codec: number, bytes: Uint8Array, size: number) => Uint8Array;

/** A compressed buffer begins with its size when decompressed, 8 bytes; -1 says that it is not compressed after all. */
const SIZE_PREFIX = 8;

/**
 * The wanted columns of a record batch (or of the values of a dictionary) as sources that read from the file on
 * demand. A compressed buffer is decompressed whole at its first use and then kept.
 */
export function openBatch(
  file: FileBytes,
  at: MessageAt,
  header: RecordBatch,
  fields: readonly Field[],
  decompress: Decompress,
): ColumnSource[] {
  const codec = header.compression?.type;
  const source = (region: BufferRegion): BufferSource => {
    const plain = plainBuffer(file, at, region);
    return codec === undefined || plain.length === 0
      ? plain
      : compressedBuffer(plain, (bytes, size) => decompress(codec, bytes, size));
  };
  return locateColumns(fields, header).map(({ field, node, regions }) => ({
    type: field.type as DataType,
    length: node.length,
    nullCount: node.nullCount,
    buffers: regions.map(source),
  }));
}

/** Bytes the named columns of a batch take when they are not compressed. */
export function measureBatch(
  file: FileBytes,
  at: MessageAt,
  header: RecordBatch,
  fields: readonly Field[],
  columns: readonly string[],
): number {
  const wanted = locateColumns(fields, header).filter(({ field }) => columns.includes(field.name));
  return wanted
    .flatMap(({ regions }) => regions.map((region) => plainBuffer(file, at, region)))
    .map((buffer) => (header.compression === null ? buffer.length : uncompressedSize(buffer)))
    .reduce((sum, bytes) => sum + bytes, 0);
}

function plainBuffer(file: FileBytes, at: MessageAt, region: BufferRegion): BufferSource {
  if (region.offset < 0 || region.length < 0 || region.offset + region.length > at.bodyLength) {
    throw new RangeError('a buffer outside its body');
  }
  return {
    length: region.length,
    read: within(region.length, (start, end) =>
      file.read(at.body + region.offset + start, at.body + region.offset + end),
    ),
  };
}

function compressedBuffer(
  plain: BufferSource,
  decompress: (bytes: Uint8Array, size: number) => Uint8Array,
): BufferSource {
  const size = uncompressedSize(plain);
  const readWhole = () => {
    const bytes = plain.read(SIZE_PREFIX, plain.length);
    return statedSize(plain) === -1 || size === 0 ? bytes : decompress(bytes, size);
  };
  let whole: Uint8Array | undefined;
  return { length: size, read: within(size, (start, end) => (whole ??= readWhole()).subarray(start, end)) };
}

function uncompressedSize(plain: BufferSource): number {
  if (plain.length === 0) return 0;
  const stated = statedSize(plain);
  return stated === -1 ? plain.length - SIZE_PREFIX : stated;
}

function statedSize(plain: BufferSource): number {
  const bytes = plain.read(0, SIZE_PREFIX);
  const size = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigInt64(0, true));
  if (size < -1 || size > 0x7fffffff) throw new RangeError('an impossible size');
  return size;
}

function within(length: number, read: BufferSource['read']): BufferSource['read'] {
  return (start, end) => {
    if (!(start >= 0 && start <= end && end <= length)) throw new RangeError('outside a buffer');
    return read(start, end);
  };
}
