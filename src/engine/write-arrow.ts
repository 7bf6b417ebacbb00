import { open } from 'node:fs/promises';
import {
  Field,
  makeData,
  MetadataVersion,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
} from 'apache-arrow';
import { FileBlock, Footer } from 'apache-arrow/ipc/metadata/file';
import type { Statement } from '../sql/statement.ts';
import { arrowColumn, type ArrowColumn } from './arrow-column.ts';
import type { Engine } from './engine.ts';

/** Chunks of DuckDB, of 2048 rows, in one record batch. */
const CHUNKS_IN_BATCH = 30;
const MAGIC = Buffer.from('ARROW1');
const PREFIX_BYTES = 8;
const END_OF_STREAM = Buffer.from([0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]);

/**
 * Writes the rows of a statement as an Arrow IPC file (Arrow columnar format, "IPC File Format") to a file or named pipe,
 * column by column and a batch at a time, so that memory does not grow with the rows. Texts are Utf8, dates Date32, times
 * Timestamp in microseconds without a zone. Throws what `engine.stream` throws, and the operating system's error.
 */
export async function writeArrow(engine: Engine, statement: Statement, target: string): Promise<void> {
  const file = await open(target, 'w');
  try {
    for await (const piece of arrowFile(engine, statement)) await file.writeFile(piece);
  } finally {
    await file.close();
  }
}

async function* arrowFile(engine: Engine, statement: Statement): AsyncGenerator<Uint8Array> {
  const rows = await engine.stream(statement);
  const columns = rows.columns.map(({ name, type }) => arrowColumn(name, type));
  const schema = new Schema(columns.map(({ name, type }) => Field.new({ name, type, nullable: true })));
  const head = streamOf(schema, null);
  const start = Buffer.concat([MAGIC, Buffer.alloc(2), head]);
  yield start;
  const blocks: FileBlock[] = [];
  let offset = start.length;
  for (let ended = false; !ended;) {
    ended = await fill(columns, rows.next);
    const batch = takeBatch(schema, columns);
    if (batch === null) continue;
    const message = streamOf(schema, batch).subarray(head.length);
    const metadata = PREFIX_BYTES + message.readInt32LE(4);
    blocks.push(new FileBlock(metadata, message.length - metadata, offset));
    offset += message.length;
    yield message;
  }
  const footer = Footer.encode(new Footer(schema, MetadataVersion.V5, blocks, []));
  const length = Buffer.alloc(4);
  length.writeInt32LE(footer.length);
  yield Buffer.concat([END_OF_STREAM, footer, length, MAGIC]);
}

type Next = Awaited<ReturnType<Engine['stream']>>['next'];

/** Takes the chunks of one batch; true when there are no more. */
async function fill(columns: readonly ArrowColumn[], next: Next): Promise<boolean> {
  for (let i = 0; i < CHUNKS_IN_BATCH; i++) {
    const chunk = await next();
    if (chunk === null) return true;
    columns.forEach((column, place) => {
      column.append(chunk.getColumnVector(place));
    });
  }
  return false;
}

function takeBatch(schema: Schema, columns: readonly ArrowColumn[]): RecordBatch | null {
  const children = columns.map((column) => column.take());
  const length = children[0]?.length ?? 0;
  if (length === 0) return null;
  return new RecordBatch(
    schema,
    makeData({ type: new Struct(schema.fields), length, nullCount: 0, children }),
  );
}

/** The message of the schema and that of a batch, without the end of the stream. */
function streamOf(schema: Schema, batch: RecordBatch | null): Buffer {
  const writer = new RecordBatchStreamWriter();
  writer.reset(undefined, schema);
  if (batch !== null) writer.write(batch);
  writer.finish();
  return Buffer.from(writer.toUint8Array(true)).subarray(0, -END_OF_STREAM.length);
}
