import { mkdtempSync, readdirSync, readFileSync, readlinkSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import {
  Dictionary,
  Int32,
  LargeUtf8,
  RecordBatchFileWriter,
  RecordBatchStreamWriter,
  Table,
  tableToIPC,
  Utf8,
  Utf8View,
  vectorFromArray,
  type DataType,
} from 'apache-arrow';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PipelineError } from '../../src/errors/pipeline-error.ts';
import { openArrowReader, type ArrowReader } from '../../src/extract/arrow-chunks.ts';
import { expected } from './arrow-values.ts';
import { openLockedDuckdb, readTexts } from './locked-duckdb.ts';
import { codesOf, extractOf, fixture, makeFolder } from './workplace.ts';

const folder = makeFolder();
const BIG = 1 << 24;
let duckdb: DuckDBConnection;
let reader: ArrowReader;

beforeAll(async () => {
  duckdb = await openLockedDuckdb();
  reader = openArrowReader({ threads: 2 });
});

afterAll(async () => {
  await reader.close();
  duckdb.closeSync();
});

async function readChunks(paths: readonly string[], columns: readonly string[], chunkBytes: number) {
  const chunks: (string | null)[][][] = [];
  for await (const chunk of reader.chunks(extractOf('arrow', ...paths), columns, { chunkBytes })) {
    const rows = await readTexts(duckdb, chunk.path, columns);
    expect(rows).toHaveLength(chunk.rows);
    chunks.push(rows);
    chunk.close();
  }
  return chunks;
}

function written(bytes: Uint8Array): string {
  const path = join(mkdtempSync(join(folder, 'case-')), 'npr.episode.arrow');
  writeFileSync(path, bytes);
  return path;
}

/** Descriptors of this process that hold a chunk or an extract. */
const openDescriptors = (): string[] =>
  readdirSync('/proc/self/fd')
    .map((name) => {
      try {
        return readlinkSync(`/proc/self/fd/${name}`);
      } catch {
        return '';
      }
    })
    .filter((target) => target.includes('/dev/shm/tilrette-') || target.startsWith(folder));

test.each(['types.arrow', 'types-lz4.arrow', 'types-zstd.arrows'])(
  'every value of %s arrives, in one chunk or in many',
  async (name) => {
    const columns = Object.keys(expected);
    const rows = Array.from({ length: 20 }, (_, i) =>
      columns.map((c) => (i % 7 === 3 ? null : expected[c]?.(i))),
    );
    const whole = await readChunks([fixture(name)], columns, BIG);
    const parts = await readChunks([fixture(name)], columns, 1);
    expect(whole).toEqual([rows]);
    expect(parts.map((part) => part.length)).toEqual([8, 8, 4]);
    expect(parts.flat()).toEqual(rows);
  },
);

test('types arrive as DuckDB knows them, dates as dates and timestamps as timestamps', async () => {
  const columns = [
    'date32',
    'date64',
    'ts_s',
    'ts_ms',
    'ts_ns',
    'ts_tz',
    'dict',
    'view',
    'dec',
    'bool',
    'float16',
  ];
  for await (const chunk of reader.chunks(extractOf('arrow', fixture('types.arrow')), columns, {
    chunkBytes: BIG,
  })) {
    const described = await duckdb.runAndReadAll(`DESCRIBE FROM read_parquet('${chunk.path}')`);
    chunk.close();
    expect(described.getRows().map(([name, type]) => `${String(name)} ${String(type)}`)).toEqual([
      'date32 DATE',
      'date64 DATE',
      'ts_s TIMESTAMP',
      'ts_ms TIMESTAMP',
      'ts_ns TIMESTAMP_NS',
      'ts_tz TIMESTAMP WITH TIME ZONE',
      'dict VARCHAR',
      'view VARCHAR',
      'dec DECIMAL(12,2)',
      'bool BOOLEAN',
      'float16 FLOAT',
    ]);
  }
});

test('columns come in the order they are asked for, and no others', async () => {
  const chunks = reader.chunks(extractOf('arrow', fixture('types.arrow')), ['int8', 'utf8'], {
    chunkBytes: BIG,
  });
  for await (const chunk of chunks) {
    const described = await duckdb.runAndReadAll(`DESCRIBE FROM read_parquet('${chunk.path}')`);
    expect(described.getRows().map(([name]) => name)).toEqual(['int8', 'utf8']);
    chunk.close();
  }
});

const letters = (sets: readonly string[]) => Array.from(sets.join(''), (kode, i) => [String(i), kode]);

test.each([
  ['delta.arrow', letters(['ababab', 'abcabc', 'abcdab'])],
  ['delta-lz4.arrows', letters(['ababab', 'abcabc', 'abcdab'])],
  ['replaced.arrows', letters(['ababab', 'xyzxyz', 'qqqqqq'])],
])('the dictionary in force gives the values of %s', async (name, rows) => {
  expect((await readChunks([fixture(name)], ['nr', 'kode'], BIG)).flat()).toEqual(rows);
  expect((await readChunks([fixture(name)], ['nr'], BIG)).length).toBe(1);
});

const textTypes: readonly DataType[] = [
  new Utf8(),
  new LargeUtf8(),
  new Utf8View(),
  new Dictionary(new Utf8(), new Int32()),
];
const cell = fc.option(fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.constant('æøå')), {
  freq: 4,
});

test('any table comes back as it was, whatever its form, its batches and the size of the chunks', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(cell, fc.option(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }))), {
        maxLength: 60,
      }),
      fc.constantFrom(...textTypes),
      fc.constantFrom(RecordBatchFileWriter, RecordBatchStreamWriter),
      fc.integer({ min: 1, max: 2000 }),
      fc.integer({ min: 1, max: 3 }),
      async (rows, type, Writer, chunkBytes, batches) => {
        const table = new Table({
          a: vectorFromArray(
            rows.map(([a]) => a),
            type,
          ),
          b: vectorFromArray(
            rows.map(([, b]) => b),
            new Int32(),
          ),
        });
        const writer = new Writer();
        for (let i = 0; i < batches; i++) for (const batch of table.batches) writer.write(batch);
        writer.finish();
        const path = written(writer.toUint8Array(true));
        const texts = rows.map(([a, b]) => [b === null ? null : String(b), a]);
        const read = (await readChunks([path], ['b', 'a'], chunkBytes)).flat();
        expect(read).toEqual(Array.from({ length: batches }, () => texts).flat());
      },
    ),
    { numRuns: 60 },
  );
  expect(openDescriptors()).toEqual([]);
});

function numbered(rows: number): Table {
  return new Table({
    nr: vectorFromArray(Int32Array.from({ length: rows }, (_, i) => i)),
    tekst: vectorFromArray(
      Array.from({ length: rows }, (_, i) => `KANARI-${i}`),
      new Utf8(),
    ),
  });
}

test('one big batch is cut into chunks of the size asked for, and small batches are gathered', async () => {
  const big = await readChunks([written(tableToIPC(numbered(50_000)))], ['nr'], 40_000);
  expect(big.map((rows) => rows.length)).toEqual([10_000, 10_000, 10_000, 10_000, 10_000]);
  expect(big.flat().map(([nr]) => Number(nr))).toEqual([...Array(50_000).keys()]);
  const writer = new RecordBatchStreamWriter();
  for (let i = 0; i < 100; i++) for (const batch of numbered(100).batches) writer.write(batch);
  writer.finish();
  const gathered = await readChunks([written(writer.toUint8Array(true))], ['nr'], 10_000);
  expect(gathered.map((rows) => rows.length)).toEqual([2500, 2500, 2500, 2500]);
});

test('the rows of several files follow one another', async () => {
  const paths = [written(tableToIPC(numbered(3), 'file')), written(tableToIPC(numbered(2), 'stream'))];
  expect((await readChunks(paths, ['nr'], BIG)).flat(2)).toEqual(['0', '1', '2', '0', '1']);
});

test('an extract without rows is one chunk with its columns and no rows', async () => {
  expect(await readChunks([written(tableToIPC(numbered(0)))], ['nr', 'tekst'], BIG)).toEqual([[]]);
});

test('a chunk has no name and is open to its owner alone', async () => {
  for await (const chunk of reader.chunks(extractOf('arrow', fixture('types.arrow')), ['utf8'], {
    chunkBytes: BIG,
  })) {
    expect(readlinkSync(chunk.path)).toMatch(/^\/dev\/shm\/tilrette-\w+\/chunk \(deleted\)$/);
    expect(statSync(chunk.path).mode & 0o777).toBe(0o600);
    chunk.close();
    chunk.close();
  }
});

test('at most two chunks are made ahead of the one in use', async () => {
  const path = written(tableToIPC(numbered(50_000)));
  const most: number[] = [];
  for await (const chunk of reader.chunks(extractOf('arrow', path), ['nr', 'tekst'], {
    chunkBytes: 10_000,
  })) {
    await readTexts(duckdb, chunk.path, ['nr']);
    most.push(openDescriptors().filter((target) => target.includes('(deleted)')).length);
    chunk.close();
  }
  expect(most.length).toBeGreaterThan(50);
  expect(Math.max(...most)).toBeLessThanOrEqual(3);
});

test('a reader that stops early leaves nothing open', async () => {
  const path = written(tableToIPC(numbered(50_000)));
  for await (const chunk of reader.chunks(extractOf('arrow', path), ['nr'], { chunkBytes: 10_000 })) {
    chunk.close();
    break;
  }
  expect(openDescriptors()).toEqual([]);
});

test('any changed byte is refused or changes values only, repeats no value and leaves nothing open', async () => {
  const originals = ['types-lz4.arrow', 'types-zstd.arrows', 'delta.arrow'].map((name) =>
    readFileSync(fixture(name)),
  );
  const columns = (bytes: Buffer) => (bytes === originals[2] ? ['kode'] : Object.keys(expected));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...originals),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      async (bytes, at, flip) => {
        const changed = Buffer.from(bytes);
        const position = at % bytes.length;
        changed.writeUInt8(changed.readUInt8(position) ^ flip, position);
        const extract = extractOf('arrow', written(changed));
        try {
          for await (const chunk of reader.chunks(extract, columns(bytes), { chunkBytes: 500 }))
            chunk.close();
        } catch (error) {
          if (!(error instanceof PipelineError)) throw error;
          expect(JSON.stringify(error.problems)).not.toMatch(/v0\d|view-long/);
        }
        expect(openDescriptors()).toEqual([]);
      },
    ),
    { numRuns: 200 },
  );
});

test.each(['x_list', 'x_struct', 'x_bin', 'x_null', 'dec256'])(
  'column %s is not delivered from Arrow',
  async (name) => {
    const chunks = reader.chunks(extractOf('arrow', fixture('types.arrow')), ['utf8', name], {
      chunkBytes: BIG,
    });
    expect(await codesOf(() => chunks.next())).toEqual(['extract.not-flat']);
  },
);

test('a file that is gone is refused', async () => {
  const extract = {
    ...extractOf('arrow', fixture('types.arrow')),
    files: [{ path: join(folder, 'gone'), bytes: 1, modifiedMs: 0 }],
  };
  expect(await codesOf(() => reader.chunks(extract, ['utf8'], { chunkBytes: BIG }).next())).toEqual([
    'extract.unreadable',
  ]);
});
