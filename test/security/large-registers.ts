import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll } from 'vitest';
import { configsDirectory } from '../../src/catalogue/configs-directory.ts';
import { readKommuneList } from '../../src/catalogue/kommune-list.ts';
import { writeSynthetic } from '../../src/synthetic/write-synthetic.ts';

/** Writes registers of so many persons, 20 episodes each, into a folder that is gone when the tests of the file are done. */
export async function writeLargeRegisters(persons: number): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'tilrette-registers-'));
  afterAll(() => {
    rmSync(directory, { recursive: true, force: true });
  });
  await writeSynthetic({
    ...{ persons, directory, fromYear: 2010, toYear: 2024, seed: '7', dirty: false, format: 'parquet' },
    ...{ episodesPerPerson: 20, threads: 2, memoryLimit: '1GB' },
    kommuneList: await readKommuneList(join(configsDirectory(), 'kodeverk', 'kommune.json')),
  });
  return directory;
}

/** Some identifiers of a table, to search for. */
export async function readIdentifiers(folder: string, count: number): Promise<readonly string[]> {
  const database = await DuckDBInstance.create(':memory:');
  const connection = await database.connect();
  const file = join(folder, 'npr.episode.parquet');
  const reader = await connection.runAndReadAll(
    `SELECT DISTINCT foedselsnummer FROM read_parquet('${file}') LIMIT ${count}`,
  );
  connection.closeSync();
  database.closeSync();
  return reader.getRows().map(([identifier]) => String(identifier));
}
