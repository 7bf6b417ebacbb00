import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openEngine, type Engine } from '../../src/engine/engine.ts';
import { redact } from '../../src/engine/redact.ts';
import { PipelineError } from '../../src/errors/pipeline-error.ts';
import { renderProblems } from '../../src/errors/render.ts';
import { literal } from '../../src/sql/identifier.ts';

/** A value that is found again wherever it turns up. */
const CANARY = 'KANARI4711';
const NUMBER = '98765432101';

const folder = mkdtempSync(join(tmpdir(), 'tilrette-redact-'));
const opened: Engine[] = [];
beforeAll(async () => {
  const engine = await openEngine({
    memoryBytes: 256 * 1024 * 1024,
    threads: 1,
    directories: [folder],
    signal: new AbortController().signal,
  });
  opened.push(engine);
  writeFileSync(join(folder, 'skjev.csv'), `a,b\n${CANARY}\n"${CANARY},2,3\n`);
  writeFileSync(join(folder, 'tall.csv'), `a\n1\n${CANARY}\n`);
  writeFileSync(join(folder, 'falsk.parquet'), CANARY);
  await engine.connection.run(
    `CREATE TABLE celler AS SELECT '${CANARY}' AS t, ${NUMBER} AS n, DATE '1970-01-01' AS d`,
  );
  await engine.connection.run('CREATE TABLE unike (t VARCHAR PRIMARY KEY)');
  await engine.connection.run(`CREATE TABLE krav (t VARCHAR CHECK (length(t) < 3))`);
  await engine.connection.run(`CREATE TYPE farge AS ENUM ('roed')`);
});
afterAll(() => {
  for (const engine of opened) engine.close();
  rmSync(folder, { recursive: true });
});

function engine(): Engine {
  const [first] = opened;
  if (first === undefined) throw new Error('no engine');
  return first;
}

/** Everything that can be read out of an error, its own fields and its causes. */
function tell(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const fields = Object.getOwnPropertyNames(error).map((name) => JSON.stringify(Reflect.get(error, name)));
  return [error.message, error.stack, String(error), ...fields, tell(error.cause)].join('\n');
}

async function failOf(sql: string): Promise<PipelineError> {
  try {
    await engine().run({ id: 'steg', sql, params: [] });
  } catch (error) {
    if (error instanceof PipelineError) return error;
    throw error;
  }
  throw new Error('the statement did not fail');
}

const path = (name: string): string => literal(join(folder, name));

const failures: readonly (readonly [what: string, sql: string])[] = [
  ['a failed cast to a number', 'SELECT CAST(t AS INTEGER) FROM celler'],
  ['a failed cast to a date', 'SELECT CAST(t AS DATE) FROM celler'],
  ['a failed cast to an enumeration', 'SELECT CAST(t AS farge) FROM celler'],
  ['a number too large for its type', 'SELECT CAST(n AS INTEGER) FROM celler'],
  ['arithmetic out of range', 'SELECT n * n * n FROM celler'],
  [
    'a failed conversion on the way into Parquet',
    `COPY (SELECT CAST(t AS INTEGER) AS i FROM celler) TO ${path('x.parquet')} (FORMAT parquet)`,
  ],
  ['a value twice under a primary key', 'INSERT INTO unike SELECT t FROM celler, range(2)'],
  ['a value that breaks a check', 'INSERT INTO krav SELECT t FROM celler'],
  ['an error that the SQL raises itself', 'SELECT error(t) FROM celler'],
  [
    'a CSV file with rows of other lengths',
    `SELECT * FROM read_csv(${path('skjev.csv')}, header = true, auto_detect = false, columns = {'a': 'VARCHAR', 'b': 'VARCHAR'})`,
  ],
  ['a CSV value of another type', `SELECT * FROM read_csv(${path('tall.csv')}, columns = {'a': 'INTEGER'})`],
  ['a file that is no Parquet', `SELECT * FROM read_parquet(${path('falsk.parquet')})`],
  ['a pattern made of a value', `SELECT regexp_matches('a', t || '(') FROM celler`],
  ['a date format made of a value', 'SELECT strptime(t, t) FROM celler'],
  ['JSON made of a value', `SELECT from_json(t, '["INTEGER"]') FROM celler`],
];

describe('no value of a cell comes out of', () => {
  it.each(failures)('%s', async (_, sql) => {
    const error = await failOf(sql);
    const told = `${tell(error)}\n${renderProblems(error.problems)}`;
    expect(told).not.toContain(CANARY);
    expect(told).not.toContain(NUMBER);
    expect(error.problems).toMatchObject([{ code: 'run.database', at: 'steg' }]);
    expect(error.exitCode).toBe(13);
    expect(error.cause).toBeUndefined();
  });
  it('a value in the text of SQL that is not accepted', async () => {
    const error = await failOf(`SELECT ${CANARY} FROM celler`);
    expect(tell(error)).not.toContain(CANARY);
    expect(error.problems).toMatchObject([{ code: 'sql.rejected', got: 'a Binder error' }]);
  });
});

describe('the class of an error is told', () => {
  it.each([
    ['SELEC 1', 'sql.rejected', 12],
    ['SELECT * FROM finnes_ikke', 'sql.rejected', 12],
    ['SELECT finnes_ikke(1)', 'sql.rejected', 12],
    ['SELECT CAST(t AS INTEGER) FROM celler', 'run.database', 13],
  ] as const)('%s is %s', async (sql, code, exitCode) => {
    const error = await failOf(sql);
    expect(error.problems.map((p) => p.code)).toEqual([code]);
    expect(error.exitCode).toBe(exitCode);
  });
  it('where it is one word or a few, and nothing else is', () => {
    const kindOf = (type: unknown): string =>
      redact('steg', new Error(JSON.stringify({ exception_type: type, exception_message: CANARY })))
        .problems[0]?.got ?? '';
    expect(kindOf('Conversion')).toContain('«Conversion»');
    expect(kindOf('Out of Range')).toContain('«Out of Range»');
    expect(kindOf(`${CANARY}!`)).toContain('«unknown»');
    expect(kindOf({ a: CANARY })).toContain('«unknown»');
  });
  it.each([
    ['text', new Error(`Conversion Error: ${CANARY}`)],
    ['text with a brace', new Error(`{${CANARY}`)],
    ['a string', CANARY],
    ['nothing', undefined],
  ])('as unknown for an error that is %s', (_, error) => {
    const told = redact('steg', error);
    expect(told.problems).toMatchObject([{ code: 'run.database' }]);
    expect(tell(told)).not.toContain(CANARY);
  });
});

it('a reader of small results does not let the values of rows out that are not of the expected form', async () => {
  const read = engine().read(
    { id: 'steg', sql: 'SELECT t AS n FROM celler', params: [] },
    z.object({ n: z.number() }),
  );
  const error: unknown = await read.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Error);
  expect(tell(error)).not.toContain(CANARY);
});
