import { DataType, type Schema } from 'apache-arrow';
import { Message, type RecordBatch } from 'apache-arrow/ipc/metadata/message';
import { refuse } from '../errors/pipeline-error.ts';
import { arrowColumn } from './arrow-types.ts';
import type { BatchRows, ChunkJob } from './chunk-job.ts';
import { corrupt, parseOrRefuse } from './corrupt.ts';
import type { FileBytes } from './file-bytes.ts';
import { measureBatch } from './ipc-batch.ts';
import { readIpcFile, type IpcFile } from './ipc-file.ts';
import type { MessageAt } from './ipc-message.ts';
import { ROW_STEP } from './ipc-slice.ts';

interface Batch {
  readonly at: MessageAt;
  readonly rows: number;
  /** Of the wanted columns, not compressed. */
  readonly bytes: number;
  readonly compressed: boolean;
  /** Those the batch needs; the same list as long as none of them changes. */
  readonly dictionaries: readonly MessageAt[];
}

type Order = Pick<ChunkJob, 'dictionaries' | 'chunks'>;

/**
 * Orders for the chunks of one Arrow file, in its order of rows, from metadata alone. Small batches are gathered and
 * big ones cut so that the wanted columns of a chunk take about `chunkBytes`; a chunk never spans a change of a
 * dictionary it needs. The pieces of one compressed batch make one order, so that it is decompressed once. A file
 * without rows gives one chunk without rows. Throws what readIpcFile throws, and extract.not-flat (stage run).
 */
export function* planChunks(
  file: FileBytes,
  options: Pick<ChunkJob, 'columns' | 'memoryFolder'> & { readonly chunkBytes: number },
): Generator<ChunkJob> {
  const { columns, memoryFolder, chunkBytes } = options;
  const ipc = readIpcFile(file);
  checkColumns(file, ipc.schema, columns);
  const common = { path: file.path, columns, memoryFolder, schema: Message.encode(Message.from(ipc.schema)) };
  let empty = true;
  for (const order of gather(readBatches(file, ipc, columns), chunkBytes)) {
    empty = false;
    yield { ...common, ...order };
  }
  if (empty) yield { ...common, dictionaries: [], chunks: [[]] };
}

function checkColumns(file: FileBytes, schema: Schema, columns: readonly string[]): void {
  for (const name of columns) {
    const field = schema.fields.find((candidate) => candidate.name === name);
    if (field === undefined) throw corrupt(file.path, 'arrow', `column ${name} is missing`);
    const { type, nativeType } = arrowColumn(field);
    if (type === 'annet')
      throw refuse('run', 'extract.not-flat', file.path, { column: name, type: nativeType });
  }
}

function* readBatches(file: FileBytes, ipc: IpcFile, columns: readonly string[]): Generator<Batch> {
  const wanted = dictionaryIds(ipc.schema, columns);
  let known: readonly { readonly id: number; readonly at: MessageAt }[] = [];
  let dictionaries: readonly MessageAt[] = [];
  for (const message of ipc.messages()) {
    if (message.type === 'dictionary') {
      const { id, isDelta } = message.header;
      if (!wanted.has(id)) continue;
      known = [...known.filter((other) => isDelta || other.id !== id), { id, at: message.at }];
      dictionaries = known.map((dictionary) => dictionary.at);
    } else {
      const measured = measure(file, message.at, message.header, ipc.schema, columns);
      yield { ...measured, at: message.at, dictionaries };
    }
  }
}

function measure(
  file: FileBytes,
  at: MessageAt,
  header: RecordBatch,
  schema: Schema,
  columns: readonly string[],
) {
  const test = 'a record batch does not hold what its schema says';
  const bytes = parseOrRefuse(file.path, 'arrow', test, () =>
    measureBatch(file, at, header, schema.fields, columns),
  );
  return { rows: header.length, bytes, compressed: header.compression !== null };
}

function* gather(batches: Iterable<Batch>, chunkBytes: number): Generator<Order> {
  let gathered: Batch[] = [];
  let bytes = 0;
  for (const batch of batches) {
    const fits = bytes + batch.bytes <= chunkBytes && gathered[0]?.dictionaries === batch.dictionaries;
    if (gathered.length > 0 && !fits) {
      yield wholeBatches(gathered);
      gathered = [];
      bytes = 0;
    }
    if (batch.bytes > chunkBytes) {
      yield* cut(batch, chunkBytes);
      continue;
    }
    gathered.push(batch);
    bytes += batch.bytes;
  }
  if (gathered.length > 0) yield wholeBatches(gathered);
}

function wholeBatches(batches: readonly Batch[]): Order {
  const rows = batches.map((batch) => ({ at: batch.at, from: 0, to: batch.rows }));
  return { dictionaries: batches[0]?.dictionaries ?? [], chunks: [rows] };
}

function* cut({ at, rows, bytes, compressed, dictionaries }: Batch, chunkBytes: number): Generator<Order> {
  const step = Math.max(ROW_STEP, Math.floor((rows * chunkBytes) / bytes / ROW_STEP) * ROW_STEP);
  const chunks: BatchRows[][] = [];
  for (let from = 0; from < rows; from += step) chunks.push([{ at, from, to: Math.min(from + step, rows) }]);
  if (compressed) yield { dictionaries, chunks };
  else for (const chunk of chunks) yield { dictionaries, chunks: [chunk] };
}

function dictionaryIds(schema: Schema, columns: readonly string[]): ReadonlySet<number> {
  const types = schema.fields
    .filter((field) => columns.includes(field.name))
    .map((field) => field.type as DataType);
  return new Set(types.flatMap((type) => (DataType.isDictionary(type) ? [type.id] : [])));
}
