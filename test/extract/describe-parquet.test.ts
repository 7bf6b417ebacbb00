import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { PipelineError } from '../../src/errors/pipeline-error.ts';
import { describeExtract } from '../../src/extract/describe-extract.ts';
import { codesOf, extractOf, makeFolder, problemsOf } from './workplace.ts';

const folder = makeFolder();
const good = join(folder, 'good.parquet');
const at = (name: string): string => join(folder, name);
const describe = (...paths: string[]) => describeExtract(extractOf('parquet', ...paths));

async function duckdb(...statements: string[]): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  for (const statement of statements) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
}

const copy = (select: string, name: string): string => `COPY (${select}) TO '${at(name)}' (FORMAT parquet)`;

beforeAll(async () => {
  await duckdb(
    copy("SELECT 'KANARI' || i AS a, i::INTEGER AS b FROM range(300000) t(i)", 'good.parquet'),
    copy('SELECT NULL::VARCHAR AS a, 1::INTEGER AS b WHERE false', 'none.parquet'),
    copy('SELECT NULL::VARCHAR AS a, 1::BIGINT AS b', 'wider.parquet'),
    copy('SELECT NULL::VARCHAR AS a', 'narrower.parquet'),
    copy('SELECT 1 AS b, NULL::VARCHAR AS a', 'turned.parquet'),
    "SET force_mbedtls_unsafe = 'true'",
    "PRAGMA add_parquet_key('k', '0123456789112345')",
    `COPY (SELECT 1 AS a) TO '${at('encrypted.parquet')}' (FORMAT parquet, ENCRYPTION_CONFIG {footer_key: 'k'})`,
  );
});

test('each type of a Parquet file becomes a type of the catalogue', async () => {
  const types = {
    tekst: ["'a'::VARCHAR", "'a'::ENUM('a')", "'{}'::JSON"],
    heltall: [
      '1::TINYINT',
      '1::SMALLINT',
      '1::INTEGER',
      '1::BIGINT',
      '1::UTINYINT',
      '1::UBIGINT',
      '1::DECIMAL(9,0)',
    ],
    tall: ['1::FLOAT', '1::DOUBLE', '1::DECIMAL(9,2)'],
    dato: ["'2020-01-01'::DATE"],
    tidspunkt: ['now()::TIMESTAMP', 'now()::TIMESTAMP_MS', 'now()::TIMESTAMP_NS', 'now()::TIMESTAMPTZ'],
    sannhet: ['true'],
    annet: ["'a'::BLOB", '[1]', "{'a': 1}", "MAP {'a': 1}", 'uuid()', "'12:00'::TIME", 'INTERVAL 1 DAY'],
  };
  const cases = Object.entries(types).flatMap(([type, values]) => values.map((value) => ({ type, value })));
  await duckdb(
    copy(`SELECT ${cases.map(({ value }, i) => `${value} AS c${i}`).join(', ')}`, 'types.parquet'),
  );
  const { columns } = await describe(at('types.parquet'));
  expect(columns.map(({ type }, i) => ({ type, value: cases[i]?.value }))).toEqual(cases);
});

test('rows and bytes of several files are added', async () => {
  expect(await describe(good, at('none.parquet'), good)).toMatchObject({
    rows: 600_000,
    bytes: 2 * statSync(good).size + statSync(at('none.parquet')).size,
  });
});

test.each(['wider.parquet', 'narrower.parquet', 'turned.parquet'])(
  '%s does not fit with the first file',
  async (name) => {
    expect(await codesOf(() => describe(good, at(name)))).toEqual(['extract.schemas-differ']);
  },
);

test('an encrypted file is called encrypted, not damaged', async () => {
  expect(await codesOf(() => describe(at('encrypted.parquet')))).toEqual(['extract.encrypted']);
});

const damages: readonly (readonly [name: string, test: string, damage: (bytes: Buffer) => Buffer])[] = [
  ['is too short to be Parquet', 'there are only 9 bytes', () => Buffer.from('PAR1 PAR1')],
  ['is text', 'the magic at the start', (bytes) => Buffer.concat([Buffer.from('a;b\n'), bytes])],
  ['lost its end', 'the magic at the end', (bytes) => bytes.subarray(0, bytes.length / 2)],
  ['has an impossible footer length', 'is longer than the file', (b) => edit(b, b.length - 8, 0x7fffffff)],
  ['has a footer that begins elsewhere', 'the footer cannot be parsed', (b) => edit(b, b.length - 8, 40)],
  ['lost its middle', 'outside the file', (b) => Buffer.concat([b.subarray(0, 500), b.subarray(-1500)])],
];

function edit(bytes: Buffer, position: number, value: number): Buffer {
  const copied = Buffer.from(bytes);
  copied.writeUInt32LE(value, position);
  return copied;
}

test.each(damages)('a file that %s is refused because %s', async (_, reason, damage) => {
  writeFileSync(at('damaged.parquet'), damage(readFileSync(good)));
  const problems = await problemsOf(() => describe(at('damaged.parquet')));
  expect(problems).toMatchObject([{ code: 'extract.corrupt', at: at('damaged.parquet') }]);
  expect(problems[0]?.got).toContain(reason);
});

test('a file cut off anywhere is refused, and no value is repeated', async () => {
  const bytes = readFileSync(good);
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: bytes.length - 1 }), async (length) => {
      writeFileSync(at('cut.parquet'), bytes.subarray(0, length));
      const problems = await problemsOf(() => describe(at('cut.parquet')));
      expect(problems.map((problem) => problem.code)).toEqual(['extract.corrupt']);
      expect(JSON.stringify(problems)).not.toContain('KANARI');
    }),
  );
});

test('a changed byte in the footer is refused or harmless, never a crash', async () => {
  const bytes = readFileSync(good);
  const footer = bytes.readUInt32LE(bytes.length - 8) + 8;
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: footer }),
      fc.integer({ min: 1, max: 255 }),
      async (back, flip) => {
        const changed = Buffer.from(bytes);
        const position = changed.length - back;
        changed.writeUInt8(changed.readUInt8(position) ^ flip, position);
        writeFileSync(at('flipped.parquet'), changed);
        const outcome: unknown = await describe(at('flipped.parquet')).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(PipelineError);
      },
    ),
    { numRuns: 300 },
  );
});
