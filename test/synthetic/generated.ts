import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { configsDirectory } from '../../src/catalogue/configs-directory.ts';
import { readKommuneList } from '../../src/catalogue/kommune-list.ts';
import type { SyntheticSettings } from '../../src/synthetic/settings.ts';
import { writeSynthetic } from '../../src/synthetic/write-synthetic.ts';

export const files = [
  'freg.person',
  'dar.doedsfall',
  'npr.episode',
  'lmr.utlevering',
  'identiteter',
] as const;

/** Settings of 3000 persons in an existing folder. */
export async function syntheticSettings(
  directory: string,
  changed: Partial<SyntheticSettings> = {},
): Promise<SyntheticSettings> {
  const kommuneList = await readKommuneList(join(configsDirectory(), 'kodeverk', 'kommune.json'));
  return {
    persons: 3000,
    directory,
    fromYear: 2010,
    toYear: 2024,
    seed: 'proeve',
    format: 'parquet',
    dirty: false,
    episodesPerPerson: 10,
    threads: 2,
    memoryLimit: '1GB',
    kommuneList,
    ...changed,
  };
}

/** Registers of 3000 persons in a new folder, which the caller removes. */
export async function generate(changed: Partial<SyntheticSettings> = {}): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'synthetic-'));
  await writeSynthetic(await syntheticSettings(directory, changed));
  return directory;
}

/** Rows of a query in which `{npr.episode}` and the like stand for the files of a folder. */
export async function query(directory: string, sql: string): Promise<unknown[][]> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  const bound = sql.replaceAll(
    /\{([a-z][a-z0-9_.]*)\}/g,
    (_, name: string) => `'${join(directory, `${name}.parquet`)}'`,
  );
  const reader = await connection.runAndReadAll(bound);
  connection.closeSync();
  instance.closeSync();
  return reader.getRowsJson();
}

/** One number that changes with any row of a file, whatever their order. */
export async function fingerprint(directory: string, file: string): Promise<unknown> {
  const [row] = await query(directory, `SELECT sum(hash(t))::VARCHAR || ' ' || count(*) FROM {${file}} t`);
  return row?.[0];
}
