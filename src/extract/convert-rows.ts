import { DataType, Field, Schema } from 'apache-arrow';
import { Message } from 'apache-arrow/ipc/metadata/message';
import type { BatchRows, ChunkJob } from './chunk-job.ts';
import { parseOrRefuse } from './corrupt.ts';
import type { FileBytes } from './file-bytes.ts';
import { openBatch } from './ipc-batch.ts';
import { decompress } from './ipc-codec.ts';
import {
  encodeBatch,
  encodeDictionary,
  encodeSchema,
  joinStream,
  type EncodedMessage,
} from './ipc-encode.ts';
import { readMessageAt, type IpcMessage, type MessageAt } from './ipc-message.ts';
import { sliceColumn, sliceType, type ColumnSource } from './ipc-slice.ts';
import { writeParquetBytes } from './parquet-bytes.ts';

/**
 * Reads what all chunks of an order share, and gives the function that turns rows into Parquet. What the file does
 * not hold up to becomes extract.corrupt (stage run), without the decoder's own text: it can quote a value.
 */
export function openConversion(file: FileBytes, job: ChunkJob): (rows: readonly BatchRows[]) => Uint8Array {
  const opened = decoded(file, () => openColumns(file, job));
  return (rows) =>
    decoded(file, () => {
      const batches = rows.map((piece) => encodeRows(opened.columnsOf(piece.at), piece));
      return writeParquetBytes(joinStream([...opened.opening, ...batches]));
    });
}

function openColumns(file: FileBytes, job: ChunkJob) {
  const { fields } = Message.decode(job.schema).header() as Schema;
  const wanted = job.columns.map((name) => fields.findIndex((field) => field.name === name));
  const written = wanted.map((i) => writtenField(fields, i));
  const dictionaries = job.dictionaries.map((at) => readDictionary(file, at, fields));
  const batches = new Map<number, readonly ColumnSource[]>();

  const open = (at: MessageAt): readonly ColumnSource[] => {
    const header = readHeader(file, at, 'batch');
    const columns = openBatch(file, at, header, fields, decompress);
    return wanted.flatMap((i) => columns[i] ?? []);
  };
  const columnsOf = (at: MessageAt): readonly ColumnSource[] => {
    const columns = batches.get(at.body) ?? open(at);
    batches.set(at.body, columns);
    return columns;
  };
  return { opening: [encodeSchema(new Schema(written)), ...dictionaries], columnsOf };
}

function encodeRows(columns: readonly ColumnSource[], { from, to }: BatchRows): EncodedMessage {
  return encodeBatch(
    columns.map((column) => sliceColumn(column, from, to)),
    to - from,
  );
}

function writtenField(fields: readonly Field[], index: number): Field {
  const field = fields[index];
  if (field === undefined) throw new RangeError('a column that is not in this file');
  return new Field(field.name, sliceType(field.type as DataType), field.nullable);
}

function readDictionary(file: FileBytes, at: MessageAt, fields: readonly Field[]): EncodedMessage {
  const { id, isDelta, data } = readHeader(file, at, 'dictionary');
  const type = fields
    .map((field) => field.type as DataType)
    .find((t) => DataType.isDictionary(t) && t.id === id);
  if (type === undefined || !DataType.isDictionary(type)) throw new RangeError('a dictionary of no column');
  const [values] = openBatch(
    file,
    at,
    data,
    [new Field('values', type.dictionary as DataType, true)],
    decompress,
  );
  if (values === undefined) throw new RangeError('a dictionary without values');
  return encodeDictionary(sliceColumn(values, 0, values.length), id, isDelta);
}

type HeaderOf<T> = Extract<IpcMessage, { type: T }>['header'];

function readHeader<T extends IpcMessage['type']>(file: FileBytes, at: MessageAt, type: T): HeaderOf<T> {
  const message = readMessageAt(file, at);
  if (message.type !== type) throw new RangeError('another message than before');
  return message.header as HeaderOf<T>;
}

const decoded = <T>(file: FileBytes, decode: () => T): T =>
  parseOrRefuse(file.path, 'arrow', 'a record batch cannot be decoded', decode);
