import type { Schema } from 'apache-arrow';
import {
  BufferRegion,
  DictionaryBatch,
  FieldNode,
  Message,
  RecordBatch,
} from 'apache-arrow/ipc/metadata/message';
import type { ColumnSlice } from './ipc-slice.ts';

/** A message of the stream form as the pieces it is written in. */
export type EncodedMessage = readonly Uint8Array[];

const PREFIX = 8;
const ALIGNMENT = 8;
const CONTINUATION = 0xffffffff;

/** Opening of a stream. */
export function encodeSchema(schema: Schema): EncodedMessage {
  return frame(Message.from(schema), []);
}

/** A record batch with one slice a column, uncompressed. */
export function encodeBatch(columns: readonly ColumnSlice[], rows: number): EncodedMessage {
  const { header, body, bodyLength } = layOut(columns, rows);
  return frame(Message.from(header, bodyLength), body);
}

/** The values of a dictionary, or with `isDelta` more of them. */
export function encodeDictionary(values: ColumnSlice, id: number, isDelta: boolean): EncodedMessage {
  const { header, body, bodyLength } = layOut([values], values.length);
  return frame(Message.from(new DictionaryBatch(header, id, isDelta), bodyLength), body);
}

/** The whole stream as one piece of memory, with its end marker. */
export function joinStream(messages: readonly EncodedMessage[]): Uint8Array {
  return Buffer.concat([...messages.flat(), prefix(0)]);
}

function layOut(columns: readonly ColumnSlice[], rows: number) {
  const buffers = columns.flatMap((column) => column.buffers);
  const regions: BufferRegion[] = [];
  const body: Uint8Array[] = [];
  let offset = 0;
  for (const buffer of buffers) {
    regions.push(new BufferRegion(offset, buffer.length));
    body.push(buffer, padding(buffer.length));
    offset += buffer.length + padding(buffer.length).length;
  }
  const nodes = columns.map((column) => new FieldNode(column.length, column.nullCount));
  const variadic = columns.flatMap((column) => (column.variadic === undefined ? [] : [column.variadic]));
  return { header: new RecordBatch(rows, nodes, regions, null, variadic), body, bodyLength: offset };
}

function frame(message: Message, body: readonly Uint8Array[]): EncodedMessage {
  const metadata = Message.encode(message);
  const fill = padding(metadata.length);
  return [prefix(metadata.length + fill.length), metadata, fill, ...body];
}

function prefix(metadataLength: number): Uint8Array {
  const bytes = Buffer.alloc(PREFIX);
  bytes.writeUInt32LE(CONTINUATION, 0);
  bytes.writeInt32LE(metadataLength, 4);
  return bytes;
}

const padding = (length: number): Uint8Array =>
  new Uint8Array((ALIGNMENT - (length % ALIGNMENT)) % ALIGNMENT);
