import type { Schema } from 'apache-arrow';
import { Message, type DictionaryBatch, type RecordBatch } from 'apache-arrow/ipc/metadata/message';
import type { FileBytes } from './file-bytes.ts';
import { verifyMessage } from './ipc-verifier.ts';

/** Where a message stands in a file, in bytes: its metadata without the prefix, and its body. */
export interface MessageAt {
  readonly metadata: number;
  readonly metadataLength: number;
  readonly body: number;
  readonly bodyLength: number;
}

/** A message without its body. */
export type IpcMessage = { readonly at: MessageAt } & (
  | { readonly type: 'schema'; readonly header: Schema }
  | { readonly type: 'dictionary'; readonly header: DictionaryBatch }
  | { readonly type: 'batch'; readonly header: RecordBatch }
);

const CONTINUATION = 0xffffffff;
const PREFIX = 8;
/** Far more than any schema takes; keeps a damaged length from being read into memory. */
const LONGEST_METADATA = 64 * 1024 * 1024;

/**
 * The message that begins at `position`, or undefined at the end-of-stream marker. Whatever is wrong with it is a
 * plain `RangeError` or what apache-arrow throws. Source: Arrow columnar format, "Encapsulated message format".
 */
export function readMessage(file: FileBytes, position: number): IpcMessage | undefined {
  const prefix = new DataView(file.read(position, position + PREFIX).buffer);
  const metadataLength = prefix.getInt32(4, true);
  if (prefix.getUint32(0, true) !== CONTINUATION) throw new RangeError('no marker');
  if (metadataLength === 0) return undefined;
  if (metadataLength > LONGEST_METADATA) throw new RangeError('metadata too long');
  const metadata = position + PREFIX;
  return readMetadata(file, metadata, metadataLength);
}

/** The message whose metadata stands at a place found earlier; throws as readMessage does. */
export function readMessageAt(file: FileBytes, at: MessageAt): IpcMessage {
  return readMetadata(file, at.metadata, at.metadataLength);
}

/** First byte after a message. */
export const endOf = (at: MessageAt): number => at.body + at.bodyLength;

function readMetadata(file: FileBytes, metadata: number, metadataLength: number): IpcMessage {
  const body = metadata + metadataLength;
  const bytes = file.read(metadata, body);
  verifyMessage(bytes);
  const message = Message.decode(bytes);
  const at = { metadata, metadataLength, body, bodyLength: message.bodyLength };
  if (!(at.bodyLength >= 0 && endOf(at) <= file.size)) throw new RangeError('a body outside the file');
  if (message.isSchema()) return { type: 'schema', at, header: message.header() };
  if (message.isDictionaryBatch()) return { type: 'dictionary', at, header: message.header() };
  if (message.isRecordBatch()) return { type: 'batch', at, header: message.header() };
  throw new RangeError('an unknown kind of message');
}
