import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { tableFromIPC } from 'apache-arrow';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterAll, describe, expect, it } from 'vitest';
import { openBytes } from '../../src/crypto/age-file.ts';
import { toAge } from '../../src/crypto/recipients.ts';
import { openEngine } from '../../src/engine/engine.ts';
import { writeArrow } from '../../src/engine/write-arrow.ts';
import { openEncryptors } from '../../src/package/encryptors.ts';
import { openInspector } from '../../src/package/inspector.ts';
import type { PartFormat, PartShape } from '../../src/package/sealed-part.ts';
import { copyToCsv } from '../../src/sql/dialect.ts';
import { literal } from '../../src/sql/identifier.ts';
import { temporaryFolder } from '../crypto/temporary-folder.ts';

const root = temporaryFolder();
const encryptors = openEncryptors({ threads: 1, folder: root });
const engine = await openEngine({
  memoryBytes: 2 ** 28,
  threads: 2,
  directories: [root],
  signal: new AbortController().signal,
});
const identity = await generateX25519Identity();
const recipients = toAge(await identityToRecipient(identity));

afterAll(async () => {
  engine.close();
  await encryptors.close();
});

/** Writes through a pipe to the cipher, and gives what the part was seen to be and its plaintext. */
async function deliver(format: PartFormat, write: (path: string) => Promise<void>) {
  const target = join(mkdtempSync(join(root, 'p-')), 'f.age');
  const sink = await encryptors.openPart({ target, recipients, format });
  await write(sink.path);
  const part = await sink.finish();
  return { part, plain: await openBytes(readFileSync(target), [identity]) };
}

const csvOf = (query: string, texts: readonly string[] = [], separator = ';') =>
  deliver('csv', (path) =>
    engine.run({ id: 't', sql: copyToCsv(query, literal(path), { separator, texts }), params: [] }),
  );

async function inspect(format: PartFormat, bytes: Buffer, step: number): Promise<PartShape> {
  const inspector = await openInspector(format);
  for (let at = 0; at < bytes.length; at += step) inspector.add(bytes.subarray(at, at + step));
  return inspector.shape();
}

const rows = (count: number): string =>
  `select (range + 10000000)::int as loepenummer, case when range % 5 = 0 then null else date '2020-01-01' + (range % 900)::int end as dato,
     (['C50', 'æ;"x', null])[range % 3 + 1] as tekst, cast((['a', 'bø'])[range % 2 + 1] as enum('a', 'bø')) as gruppe,
     timestamp '2020-02-29 12:30:00' as tid, (range / 4.0)::double as tall, -range as stort, (range % 100)::smallint as lite
     from range(${count})`;

describe('CSV', () => {
  it('has a header, semicolons or commas, ISO dates, quotes where needed, and tells a missing text from an empty one', async () => {
    const query = `select * from (values (1, date '2020-02-29', 'a;"b"', timestamp '2020-01-02 03:04:05'), (2, null, '', null), (3, null, null, null)) t(n, d, s, t) order by n`;
    const { plain } = await csvOf(query, ['s']);
    expect(plain.toString()).toBe('n;d;s;t\n1;2020-02-29;"a;""b""";2020-01-02T03:04:05\n2;;"";\n3;;;\n');
    expect((await csvOf(`select 1 as a, 'x,y' as b`, ['b'], ',')).plain.toString()).toBe('a,b\n1,"x,y"\n');
  });

  it('holds no text that a spreadsheet takes for a formula, and leaves numbers and dates alone', async () => {
    const texts = ['=1+1', '+1', '-1', '@x', '\tx', '\rx', '\nx', "'x", '＝1', 'x=1', '5-9', ''];
    const values = texts.map((t, i) => `(${i}, -${i + 1}, -1.5, ${literal(t)})`).join(', ');
    const { plain } = await csvOf(`select * from (values ${values}) t(i, n, x, s) order by i`, ['s']);
    writeFileSync(join(root, 'f.csv'), plain);
    const read = `select i, n, x, s from read_csv(${literal(join(root, 'f.csv'))}, header = true, delim = ';', quote = '"', escape = '"', auto_detect = false, columns = {'i': 'INTEGER', 'n': 'INTEGER', 'x': 'DOUBLE', 's': 'VARCHAR'}) order by i`;
    const back = (await engine.connection.runAndReadAll(read)).getRows();
    const dangerous = 9;
    expect(back.map((row) => row[3] ?? '')).toEqual(
      texts.map((text, i) => (i < dangerous ? `'${text}` : text)),
    );
    expect(back.map((row) => [row[1], row[2]])).toEqual(texts.map((_, i) => [-(i + 1), -1.5]));
  });

  it('is described by its own header and counted by its own records', async () => {
    const { part, plain } = await csvOf(rows(5000), ['tekst', 'gruppe']);
    expect(part.rows).toBe(5000);
    expect(part.columns.map((c) => c.name)).toEqual([
      'loepenummer',
      'dato',
      'tekst',
      'gruppe',
      'tid',
      'tall',
      'stort',
      'lite',
    ]);
    for (const step of [1, 7, 65_536])
      expect(await inspect('csv', plain, step)).toMatchObject({ rows: 5000 });
  });

  it('is no part when a record has a field too many, a quote stays open, or the last line has no end', async () => {
    for (const text of ['a;b\n1;2;3\n', 'a;b\n1;"2\n', 'a;b\n1;2', 'a b\n1\n', ''])
      await expect(inspect('csv', Buffer.from(text), 3)).rejects.toThrow();
  });
});

describe('Arrow', () => {
  // eslint-disable-next-line complexity -- one look at every column
  it('is the same rows in the IPC file form, whatever their number, and described by its own schema', async () => {
    for (const count of [0, 1, 70_000]) {
      const { part, plain } = await deliver('arrow', (path) =>
        writeArrow(engine, { id: 't', sql: rows(count), params: [] }, path),
      );
      expect(plain.subarray(0, 6).toString()).toBe('ARROW1');
      const table = tableFromIPC(plain);
      expect([part.rows, table.numRows]).toEqual([count, count]);
      expect(part.columns.map((c) => `${c.name} ${c.physicalType}`)).toEqual(
        table.schema.fields.map((f) => `${f.name} ${String(f.type)}`),
      );
      const expected = (await engine.connection.runAndReadAll(rows(count))).getRowObjectsJson();
      for (const i of [0, 3, 4, 61_440, 69_999].filter((place) => place < count)) {
        const got = table.get(i)?.toJSON();
        const want = expected[i];
        expect([got?.['loepenummer'], got?.['tekst'], got?.['gruppe'], got?.['tall']]).toEqual([
          want?.['loepenummer'],
          want?.['tekst'],
          want?.['gruppe'],
          want?.['tall'],
        ]);
        expect(String(got?.['stort'])).toBe(want?.['stort']);
        const day =
          got?.['dato'] === null ? null : new Date(Number(got?.['dato'])).toISOString().slice(0, 10);
        expect(day).toBe(want?.['dato']);
        expect(new Date(Number(got?.['tid'])).toISOString()).toBe('2020-02-29T12:30:00.000Z');
      }
    }
  });

  it('is no part when it was cut short or is something else', async () => {
    const { plain } = await deliver('arrow', (path) =>
      writeArrow(engine, { id: 't', sql: rows(100), params: [] }, path),
    );
    for (const step of [1, 100, 1_000_000])
      expect(await inspect('arrow', plain, step)).toMatchObject({ rows: 100 });
    for (const length of [0, 5, 200, plain.length - 100, plain.length - 1])
      await expect(inspect('arrow', plain.subarray(0, length), 1000)).rejects.toThrow();
    await expect(inspect('arrow', Buffer.alloc(1000, 1), 1000)).rejects.toThrow();
  });
});

it('a CSV part with other content than CSV is refused and leaves no file', async () => {
  const target = join(mkdtempSync(join(root, 'p-')), 'f.age');
  const sink = await encryptors.openPart({ target, recipients, format: 'csv' });
  const writer = await open(sink.path, 'w');
  await writer.writeFile('a;b\n1;2;3\n');
  await writer.close();
  await expect(sink.finish()).rejects.toMatchObject({ message: 'package.shape-unreadable' });
  expect(() => readFileSync(target)).toThrow();
});
