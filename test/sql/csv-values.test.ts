import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, describe, expect, it } from 'vitest';
import { csvTableView } from '../../src/sql/csv-source.ts';
import { isoText, readCell, type CellType } from '../../src/sql/csv-values.ts';

const instance = await DuckDBInstance.create(':memory:', { threads: '4' });
const db = await instance.connect();
const folder = mkdtempSync(join(tmpdir(), 'tilrette-csv-'));
afterAll(() => {
  db.closeSync();
  instance.closeSync();
  rmSync(folder, { recursive: true });
});

async function read(text: string, sql: string): Promise<unknown> {
  const reader = await db.runAndReadAll(`SELECT ${sql} FROM (SELECT CAST($1 AS VARCHAR) AS t)`, [text]);
  const value = reader.getRowsJson()[0]?.[0] ?? null;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : value;
}

const fitting: Readonly<Record<CellType, readonly (readonly [text: string, value: string])[]>> = {
  heltall: [
    ['0', '0'],
    ['-12', '-12'],
    ['9223372036854775807', '9223372036854775807'],
  ],
  tall: [
    ['2,5', '2.5'],
    ['2.5', '2.5'],
    ['-0,25', '-0.25'],
    ['1e+05', '100000'],
    ['12', '12'],
  ],
  dato: [
    ['2024-02-29', '2024-02-29'],
    ['29.02.2024', '2024-02-29'],
  ],
  tidspunkt: [
    ['2024-02-29 08:30', '2024-02-29 08:30:00'],
    ['2024-02-29T08:30:15', '2024-02-29 08:30:15'],
    ['29.02.2024 08:30:15,5', '2024-02-29 08:30:15.5'],
    ['29.02.2024', '2024-02-29 00:00:00'],
  ],
};

const unfit: Readonly<Record<CellType, readonly string[]>> = {
  heltall: ['007', '1.0', '1 000', '1e5', '+1', ' 1', '9223372036854775808', 'NA', 'x'],
  tall: ['1.234,5', '1,234.5', '1 000', ',5', '5,', '01,5', 'inf', 'nan', 'NULL', '1,5 '],
  dato: ['2024-02-30', '31.02.2024', '1.2.2024', '01/02/2024', '01-02-2024', '01.02.24', '20240229', '2024'],
  tidspunkt: [
    '2024-02-29T08:30:15Z',
    '2024-02-29T08:30+01:00',
    '2024-02-29 24:00',
    '29.02.2024 8:30',
    '08:30',
  ],
};

describe.each(Object.keys(fitting) as CellType[])('a cell of type %s', (type) => {
  it.each(fitting[type])('may be written %s', async (text, value) => {
    expect(await read(text, readCell('t', type))).toBe(value);
  });
  it.each(unfit[type])('may not be written «%s»', async (text) => {
    expect(await read(text, readCell('t', type))).toBeNull();
  });
});

it('a text is turned into ISO 8601 only where it is a day', async () => {
  const texts = ['31.12.2024', '12.2024', '2024', '2024-12', '31.12.2024x', '99.99.2024', '3.1.2024'];
  expect(await Promise.all(texts.map((text) => read(text, isoText('t'))))).toEqual([
    ...['2024-12-31', '12.2024', '2024', '2024-12', '2024-12-31x', '2024-99-99', '3.1.2024'],
  ]);
});

describe('a file that is read from several places at once', () => {
  /** Rows whose cells look like the ends of rows, some tens of megabytes, so that several threads take part. */
  function write(name: string, breaks: boolean): { readonly path: string; readonly rows: number } {
    const nasty = ['"";""', ';', '""', breaks ? '\n1;2;3\n' : ' ', 'a'];
    const rows = 150_000;
    const part = (i: number): string => (nasty[i % 5] ?? '').repeat(9);
    const cell = (i: number): string => `"${part(i)}${i}${part(i >> 2)}"`;
    const lines = Array.from({ length: rows }, (_, i) => `${i};${cell(i)};${cell(i * 7)}\n`);
    const path = join(folder, name);
    writeFileSync(path, `nr;a;b\n${lines.join('')}`);
    return { path, rows };
  }
  const columns = [
    { name: 'nr', type: 'heltall' },
    { name: 'a', type: 'tekst' },
    { name: 'b', type: 'tekst' },
  ] as const;

  it.each([
    { name: 'quotes and separators in its values', breaks: false },
    { name: 'line breaks in its values', breaks: true },
  ])('has every row once with $name', async ({ name, breaks }) => {
    const { path, rows } = write(`${name}.csv`, breaks);
    await db.run(csvTableView(name, [{ path, delimiter: ';', breaks }], columns, null));
    const sql = `SELECT count(*)::INT, sum(nr)::BIGINT::VARCHAR, count(*) FILTER (contains(a, nr::VARCHAR))::INT FROM "${name}"`;
    const found = await db.runAndReadAll(sql);
    expect(found.getRowsJson()).toEqual([[rows, String((rows * (rows - 1)) / 2), rows]]);
  });

  it('is the same whole and in shares', async () => {
    const { path, rows } = write('shares.csv', false);
    let found = 0;
    for (const nr of [0, 1, 2]) {
      await db.run(
        csvTableView('share', [{ path, delimiter: ';', breaks: false }], columns, { column: 'a', nr, of: 3 }),
      );
      const part = Number(
        (await db.runAndReadAll('SELECT count(*)::INT FROM "share"')).getRowsJson()[0]?.[0],
      );
      expect(part).toBeGreaterThan(0);
      found += part;
    }
    expect(found).toBe(rows);
  });
});
