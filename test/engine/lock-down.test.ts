import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openEngine, type Engine } from '../../src/engine/engine.ts';
import { literal } from '../../src/sql/identifier.ts';
import { problemsOf } from '../sql/problems.ts';

const place = mkdtempSync(join(tmpdir(), 'tilrette-locked-'));
const inside = join(place, 'ut');
const outside = join(place, 'utenfor');
const alike = join(place, 'ut2');
const opened: Engine[] = [];

beforeAll(async () => {
  for (const folder of [inside, outside, alike]) mkdirSync(folder);
  writeFileSync(join(outside, 'hemmelig.csv'), 'a\n1\n');
  writeFileSync(join(alike, 'hemmelig.csv'), 'a\n1\n');
  writeFileSync(join(inside, 'aapen.csv'), 'a\n1\n');
  opened.push(
    await openEngine({
      memoryBytes: 128 * 1024 * 1024,
      threads: 1,
      directories: [inside],
      signal: new AbortController().signal,
    }),
  );
});
afterAll(() => {
  for (const engine of opened) engine.close();
  rmSync(place, { recursive: true });
});

function engine(): Engine {
  const [first] = opened;
  if (first === undefined) throw new Error('no engine');
  return first;
}

const run = (sql: string) => problemsOf(() => engine().run({ id: 'test', sql, params: [] }));
const file = (folder: string, name: string): string => literal(join(folder, name));

describe('in the folders of the run', () => {
  it('files are read and written', async () => {
    expect(await run(`SELECT * FROM read_csv(${file(inside, 'aapen.csv')})`)).toEqual([]);
    expect(await run(`COPY (SELECT 1 AS a) TO ${file(inside, 'ny.parquet')} (FORMAT parquet)`)).toEqual([]);
    expect(existsSync(join(inside, 'ny.parquet'))).toBe(true);
  });
});

describe('nothing else is read', () => {
  it.each([
    ['a file of the system', `SELECT * FROM read_text('/etc/passwd')`],
    ['a file of the system as CSV', `SELECT * FROM read_csv('/etc/passwd', sep = ':', header = false)`],
    ['a file by its name alone', `SELECT * FROM '/etc/passwd'`],
    ['another folder', `SELECT * FROM read_csv(${file(outside, 'hemmelig.csv')})`],
    ['a folder whose name begins alike', `SELECT * FROM read_csv(${file(alike, 'hemmelig.csv')})`],
    ['the way out through ..', `SELECT * FROM read_csv(${literal(`${inside}/../utenfor/hemmelig.csv`)})`],
    ['a pattern over other folders', `SELECT * FROM read_csv(${literal(`${place}/*/*.csv`)})`],
    ['the names of files elsewhere', `SELECT * FROM glob('/etc/*')`],
    ['the web', `SELECT * FROM read_csv('https://localhost/a.csv')`],
    ['another database', `ATTACH ${file(outside, 'annen.duckdb')} AS annen`],
    ['a file into a table', `COPY (SELECT 1) FROM ${file(outside, 'hemmelig.csv')}`],
  ])('%s', async (_, sql) => {
    expect(await run(sql)).not.toEqual([]);
  });
});

describe('nothing else is written', () => {
  it.each([
    ['a file in another folder', `COPY (SELECT 1) TO ${file(outside, 'x.csv')}`],
    ['a file in a folder whose name begins alike', `COPY (SELECT 1) TO ${file(alike, 'x.csv')}`],
    ['a file through ..', `COPY (SELECT 1) TO ${literal(`${inside}/../utenfor/x.csv`)}`],
    ['a database', `ATTACH ${file(outside, 'x.duckdb')} AS ny`],
    ['an export', `EXPORT DATABASE ${literal(join(outside, 'x'))}`],
    ['a profile', `PRAGMA profiling_output=${file(outside, 'x.json')}`],
  ])('%s', async (_, sql) => {
    expect(await run(sql)).not.toEqual([]);
    expect(readdirSync(outside)).toEqual(['hemmelig.csv']);
    expect(readdirSync(alike)).toEqual(['hemmelig.csv']);
  });
});

describe('the lock cannot be turned', () => {
  it.each([
    'SET enable_external_access = true',
    'SET lock_configuration = false',
    'RESET lock_configuration',
    `SET allowed_directories = ['/']`,
    `SET GLOBAL allowed_paths = ['/etc/passwd']`,
    `SET temp_directory = ${literal(outside)}`,
    'SET autoload_known_extensions = true',
    `SET memory_limit = '64GB'`,
    'SET errors_as_json = false',
    'PRAGMA enable_logging',
    `SET log_query_path = ${file(outside, 'log')}`,
    'INSTALL httpfs',
    'LOAD httpfs',
    `LOAD ${file(inside, 'aapen.csv')}`,
    `CREATE SECRET (TYPE s3, KEY_ID 'a', SECRET 'b')`,
  ])('%s', async (sql) => {
    expect(await run(sql)).not.toEqual([]);
    const [row] = await engine().read(
      {
        id: 'test',
        sql: `SELECT value FROM duckdb_settings() WHERE name = 'enable_external_access'`,
        params: [],
      },
      z.object({ value: z.string() }),
    );
    expect(row?.value).toBe('false');
  });
});

describe('what does not fit the memory', () => {
  it('is refused rather than spilled to a disk', async () => {
    const problems = await run(
      'CREATE TABLE stor AS SELECT hash(i) AS a, hash(i + 1) AS b FROM range(20000000) AS t(i)',
    );
    expect(problems.map(({ code }) => code)).toEqual(['run.out-of-memory']);
    expect(readdirSync(inside).sort()).toEqual(['aapen.csv', 'ny.parquet']);
  });
});

describe('an interrupted run', () => {
  it('stops the statement and starts no other', async () => {
    const stop = new AbortController();
    const own = await openEngine({
      memoryBytes: 128 * 1024 * 1024,
      threads: 1,
      directories: [inside],
      signal: stop.signal,
    });
    const long = {
      id: 'lang',
      sql: 'SELECT count(*) FROM range(100000000000) AS t(i) WHERE hash(i) = 1',
      params: [],
    };
    const running = problemsOf(() => own.run(long));
    const telling = setInterval(() => {
      stop.abort();
      stop.signal.dispatchEvent(new Event('abort'));
    }, 20);
    expect((await running).map(({ code }) => code)).toEqual(['run.interrupted']);
    clearInterval(telling);
    expect(await problemsOf(() => own.run({ id: 'neste', sql: 'SELECT 1', params: [] }))).toMatchObject([
      { code: 'run.interrupted', at: 'neste' },
    ]);
    own.close();
  });
});
