import { statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PipelineError } from '../../src/errors/pipeline-error.ts';
import { birthCohorts } from '../../src/synthetic/birth-cohorts.ts';
import { describeExtract } from '../../src/extract/describe-extract.ts';
import { readIdentifier } from './check-identifier.ts';
import { files, fingerprint, generate, query } from './generated.ts';

const made: string[] = [];
const make = async (...args: Parameters<typeof generate>) => {
  const directory = await generate(...args);
  made.push(directory);
  return directory;
};
afterAll(() => Promise.all(made.map((directory) => rm(directory, { recursive: true }))));

describe('a seed', () => {
  it('gives the same rows with one thread as with two', async () => {
    const one = await make({ threads: 1, persons: 20_000 });
    const two = await make({ threads: 2, persons: 20_000, memoryLimit: '2GB' });
    for (const file of files) expect(await fingerprint(two, file), file).toBe(await fingerprint(one, file));
  });

  it('that is another gives other rows in every file', async () => {
    const one = await make({ seed: 'en' });
    const other = await make({ seed: 'to' });
    for (const file of files)
      expect(await fingerprint(other, file), file).not.toBe(await fingerprint(one, file));
  });
});

it('CSV holds the rows that Parquet does, as extracts of the main job', async () => {
  const [parquet, csv] = [await make({ persons: 500 }), await make({ persons: 500, format: 'csv' })];
  for (const file of files) {
    const path = join(csv, `${file}.csv`);
    const { size, mtimeMs } = statSync(path);
    const { rows, columns } = await describeExtract({
      ...{ register: 'synth', tabell: file, form: 'csv' },
      files: [{ path, bytes: size, modifiedMs: mtimeMs }],
    });
    const texts = columns.map(({ name }) => `${name}::VARCHAR AS ${name}`).join(', ');
    const written = `FROM read_csv('${path}', all_varchar = true, delim = ';', header = true)`;
    const [same] = await query(
      parquet,
      `SELECT count(*)::INT, (SELECT count(*)::INT FROM (SELECT ${texts} FROM {${file}} EXCEPT ALL ${written})) FROM {${file}}`,
    );
    expect(same, file).toEqual([rows, 0]);
  }
});

describe('dirt', () => {
  let clean: string;
  let dirty: string;
  beforeAll(async () => {
    clean = await make();
    dirty = await make({ dirty: true });
  });

  const countIn = async (directory: string, sql: string) => Number((await query(directory, sql))[0]?.[0]);
  const malformed = async (directory: string, file: string) => {
    const found = await query(directory, `SELECT foedselsnummer FROM {${file}}`);
    return found.filter(([text]) => readIdentifier(String(text)) === null).length;
  };

  const faults: Record<string, string> = {
    'unknown diagnoses': "SELECT count(*) FROM {npr.episode} WHERE hoveddiagnose = 'XX99'",
    'unknown medicines': "SELECT count(*) FROM {lmr.utlevering} WHERE atckode = 'Z99XX99'",
    'unknown kommuner': "SELECT count(*) FROM {npr.episode} WHERE kommunenummer = '9998'",
    'missing diagnoses': 'SELECT count(*) FROM {npr.episode} WHERE hoveddiagnose IS NULL',
    'missing kommuner': 'SELECT count(*) FROM {lmr.utlevering} WHERE kommunenummer IS NULL',
    'dates in the future': "SELECT count(*) FROM {npr.episode} WHERE inndato > '2024-12-31'",
    'exact duplicates':
      'SELECT count(*) FROM (SELECT t FROM {npr.episode} t GROUP BY ALL HAVING count(*) > 1)',
  };

  it.each(Object.keys(faults))('brings %s, and only when asked for', async (fault) => {
    const sql = faults[fault] ?? '';
    expect(await countIn(clean, sql)).toBe(0);
    expect(await countIn(dirty, sql)).toBeGreaterThan(0);
  });

  it.each(['npr.episode', 'lmr.utlevering', 'freg.person'])(
    'brings malformed identifiers to %s in 1 to 6 of 1000 rows, and only when asked for',
    async (file) => {
      const share = (await malformed(dirty, file)) / (await countIn(dirty, `SELECT count(*) FROM {${file}}`));
      expect(await malformed(clean, file)).toBe(0);
      expect(share).toBeGreaterThan(0.001);
      expect(share).toBeLessThan(0.007);
    },
  );
});

describe('the number of persons', () => {
  it('is met exactly by the cohorts', () => {
    const counts = [1, 17, 4000, 1_000_003, 10_000_000];
    const totals = counts.map((n) => birthCohorts(n, 2010, 2024).reduce((sum, c) => sum + c.persons, 0));
    expect(totals).toEqual(counts);
  });

  it('is refused when the dates of birth hold no more identifiers', () => {
    expect(() => birthCohorts(30_000_000, 2010, 2024)).toThrow(PipelineError);
  });
});
