import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { identifier, literal } from '../../src/sql/identifier.ts';

const opened: { instance: DuckDBInstance; connection: DuckDBConnection }[] = [];
beforeAll(async () => {
  const instance = await DuckDBInstance.create(':memory:');
  opened.push({ instance, connection: await instance.connect() });
});
afterAll(() => {
  for (const { instance } of opened) instance.closeSync();
});

function connected(): DuckDBConnection {
  const [first] = opened;
  if (first === undefined) throw new Error('no connection');
  return first.connection;
}

/** Any text, the pieces of SQL among it. */
const text = fc
  .oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.constantFrom("'", '"', '\\', ';', '--', '/*', '$1', '?', '%', '\n', 'æ', ' ', 'a'),
    }),
  )
  .filter((s) => !s.includes('\0') && Buffer.from(s).toString() === s);

it('any name is a name and nothing else, between quotes', async () => {
  await fc.assert(
    fc.asyncProperty(
      text.filter((name) => name !== ''),
      async (name) => {
        const reader = await connected().runAndReadAll(
          `SELECT t.${identifier(name)} AS ${identifier(name)} FROM (SELECT 7 AS ${identifier(name)}) AS t`,
        );
        expect(reader.columnNames()).toEqual([name]);
        expect(reader.getRows()).toEqual([[7]]);
      },
    ),
    { numRuns: 300 },
  );
});

it('any value is that value, between quotes', async () => {
  await fc.assert(
    fc.asyncProperty(text, async (value) => {
      const reader = await connected().runAndReadAll(`SELECT ${literal(value)}`);
      expect(reader.getRows()).toEqual([[value]]);
    }),
    { numRuns: 300 },
  );
});

it('any table can have any name', async () => {
  await fc.assert(
    fc.asyncProperty(
      text.filter((name) => name !== ''),
      async (name) => {
        await connected().run(`CREATE TABLE ${identifier(name)} (i INTEGER)`);
        await connected().run(`DROP TABLE ${identifier(name)}`);
      },
    ),
    { numRuns: 100 },
  );
});

it('what DuckDB would cut short is not quoted at all', () => {
  expect(() => identifier('a\0b')).toThrow('NUL');
  expect(() => literal('a\0b')).toThrow('NUL');
});
