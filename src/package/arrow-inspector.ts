import type { Schema } from 'apache-arrow';
import type { Inspector } from './inspector.ts';
import type { PartColumn, PartShape } from './sealed-part.ts';

const MAGIC = 'ARROW1';
const FILE_START = 8;
/** Continuation marker and length before each message. */
const PREFIX = 8;
const CONTINUATION = 0xffffffff;
/** Of a message's metadata, or of the footer with what is around it. */
const MAX_HELD = 67_108_864;

/**
 * Walks an Arrow IPC file (Arrow columnar format, "IPC File Format"): counts the rows of its record batches as each
 * message states them, without their bodies, and takes the columns from the schema, which the footer must repeat.
 */
export async function openArrowInspector(): Promise<Inspector> {
  const { Message } = await import('apache-arrow/ipc/metadata/message');
  const { Footer } = await import('apache-arrow/ipc/metadata/file');
  const held = openHeld();
  let state: 'start' | 'message' | 'footer' = 'start';
  let [schema, rows]: [Schema | null, number] = [null, 0];

  const take = (metadata: Buffer): void => {
    const message = Message.decode(metadata);
    if (message.isSchema()) schema = message.header();
    if (message.isRecordBatch()) rows += message.header().length;
    held.skip(message.bodyLength);
  };
  /** Whether there was enough to go on with. */
  const step = (): boolean => {
    if (state === 'footer') return false;
    if (state === 'start') {
      const start = held.take(FILE_START);
      if (start === null) return false;
      if (start.toString('latin1', 0, MAGIC.length) !== MAGIC) throw new Error('no Arrow file');
      state = 'message';
      return true;
    }
    const prefix = held.peek(PREFIX);
    if (prefix === null) return false;
    if (prefix.readUInt32LE(0) !== CONTINUATION) throw new Error('no message where one belongs');
    const length = prefix.readInt32LE(4);
    if (length < 0 || length > MAX_HELD) throw new Error('a message of impossible length');
    const message = held.take(PREFIX + length);
    if (message === null) return false;
    if (length === 0) state = 'footer';
    else take(message.subarray(PREFIX));
    return true;
  };
  let fault: unknown = null;
  const add = (plain: Uint8Array): void => {
    if (fault !== null) return;
    try {
      held.add(plain);
      while (step());
    } catch (error) {
      fault = error;
    }
  };
  const shape = (): PartShape => {
    if (fault !== null || state !== 'footer' || schema === null) throw new Error('not a whole Arrow file');
    const columns = columnsOf(schema);
    const again = columnsOf(Footer.decode(footerOf(held.rest())).schema);
    if (JSON.stringify(columns) !== JSON.stringify(again)) throw new Error('a footer of another schema');
    return { rows, columns };
  };
  return { add, shape: () => Promise.resolve().then(shape) };
}

/** The footer, its length in four bytes, and the magic. */
function footerOf(end: Buffer): Buffer {
  const footerEnd = end.length - MAGIC.length - 4;
  if (footerEnd < 0 || end.toString('latin1', footerEnd + 4) !== MAGIC) throw new Error('no end');
  const length = end.readInt32LE(footerEnd);
  return end.subarray(footerEnd - length, footerEnd);
}

const columnsOf = (schema: Schema): PartColumn[] =>
  schema.fields.map(({ name, type }) => ({ name, physicalType: String(type), logicalType: null }));

/** Bytes that have come and are not yet used; what is to be skipped is never kept. */
function openHeld() {
  let buffer = Buffer.alloc(0);
  let skipping = 0;
  const peek = (length: number): Buffer | null =>
    buffer.length < length ? null : buffer.subarray(0, length);
  const skip = (length: number): void => {
    const now = Math.min(length, buffer.length);
    buffer = buffer.subarray(now);
    skipping += length - now;
  };
  return {
    peek,
    skip,
    add: (plain: Uint8Array): void => {
      const skipped = Math.min(skipping, plain.length);
      skipping -= skipped;
      if (skipped === plain.length) return;
      if (buffer.length > MAX_HELD) throw new Error('more than a message or footer takes');
      buffer = Buffer.concat([buffer, plain.subarray(skipped)]);
    },
    take: (length: number): Buffer | null => {
      const taken = peek(length);
      if (taken !== null) buffer = buffer.subarray(length);
      return taken;
    },
    rest: (): Buffer => buffer,
  };
}
