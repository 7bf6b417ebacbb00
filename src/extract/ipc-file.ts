import type { Schema } from 'apache-arrow';
import { Footer } from 'apache-arrow/ipc/metadata/file';
import { refuse } from '../errors/pipeline-error.ts';
import { corrupt, parseOrRefuse } from './corrupt.ts';
import type { FileBytes } from './file-bytes.ts';
import { endOf, readMessage, type IpcMessage } from './ipc-message.ts';
import { verifyFooter } from './ipc-verifier.ts';

export interface IpcFile {
  readonly schema: Schema;
  /** Dictionaries and record batches, each dictionary before the batches that need it; bodies are not read. */
  readonly messages: () => Generator<Exclude<IpcMessage, { type: 'schema' }>>;
}

const MAGIC = 'ARROW1';
/** The magic at the start, padded. */
const FILE_START = 8;
/** Length of the footer and the magic at the end. */
const FILE_END = 10;

/**
 * Opens Arrow IPC in its file form (magic ARROW1, footer) or its stream form, which must end with the end-of-stream
 * marker: without it a file that was cut off between two batches would pass. Throws extract.corrupt and
 * extract.unknown-type (stage run). Source: Arrow columnar format, "IPC Streaming Format" and "IPC File Format".
 */
export function readIpcFile(file: FileBytes): IpcFile {
  const isFile = file.size >= FILE_START && text(file.read(0, MAGIC.length)) === MAGIC;
  const { schema, messages } = isFile ? openFile(file) : openStream(file);
  if (schema.fields.some((field) => !field.name)) throw corrupt(file.path, 'arrow', 'a column has no name');
  return { schema, messages: () => withoutSchemas(file, messages()) };
}

interface Opened {
  readonly schema: Schema;
  readonly messages: () => Generator<IpcMessage>;
}

/** The schema is the footer's: not every writer puts one at the start. */
function openFile(file: FileBytes): Opened {
  const { schema, positions } = parse(file, 'the footer cannot be parsed', () => readFooter(file));
  return { schema, messages: () => fileMessages(file, positions) };
}

function openStream(file: FileBytes): Opened {
  const first = parse(file, 'the schema cannot be parsed', () => readMessage(file, 0));
  if (first?.type !== 'schema') throw corrupt(file.path, 'arrow', 'the first message is not a schema');
  return { schema: first.header, messages: () => streamMessages(file, endOf(first.at)) };
}

function* withoutSchemas(file: FileBytes, messages: Iterable<IpcMessage>): ReturnType<IpcFile['messages']> {
  for (const message of messages) {
    if (message.type === 'schema') throw corrupt(file.path, 'arrow', 'there is a second schema');
    yield message;
  }
}

/** The schema, and where the dictionaries and then the record batches begin. */
function readFooter(file: FileBytes): { schema: Schema; positions: number[] } {
  const footerEnd = file.size - FILE_END;
  const tail = file.read(footerEnd, file.size);
  if (text(tail.subarray(4)) !== MAGIC) throw corrupt(file.path, 'arrow', 'the magic at the end is missing');
  const length = new DataView(tail.buffer).getInt32(0, true);
  const bytes = file.read(footerEnd - length, footerEnd);
  verifyFooter(bytes);
  const footer = Footer.decode(bytes);
  const blocks = [...footer.dictionaryBatches(), ...footer.recordBatches()];
  return { schema: footer.schema, positions: blocks.map((block) => block.offset) };
}

function* fileMessages(file: FileBytes, positions: readonly number[]): Generator<IpcMessage> {
  for (const position of positions) {
    const message = parse(file, 'a message cannot be parsed', () => readMessage(file, position));
    if (message === undefined) throw corrupt(file.path, 'arrow', 'the footer points at no message');
    yield message;
  }
}

function* streamMessages(file: FileBytes, start: number): Generator<IpcMessage> {
  for (let position = start; ;) {
    if (position === file.size) throw corrupt(file.path, 'arrow', 'the end-of-stream marker is missing');
    const message = parse(file, 'a message cannot be parsed', () => readMessage(file, position));
    if (message === undefined) return;
    yield message;
    position = endOf(message.at);
  }
}

/** As parseOrRefuse, but a type that apache-arrow does not know is no damage. */
function parse<T>(file: FileBytes, test: string, work: () => T): T {
  return parseOrRefuse(file.path, 'arrow', test, () => {
    try {
      return work();
    } catch (error) {
      const unknown = error instanceof Error && error.message.startsWith('Unrecognized type');
      throw unknown ? refuse('run', 'extract.unknown-type', file.path, { file: file.path }) : error;
    }
  });
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
