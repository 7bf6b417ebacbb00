import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';

const demo = fileURLToPath(new URL('../../fixtures/demo/uttrekk', import.meta.url));

export const database = await DuckDBInstance.create(':memory:', {
  threads: '2',
  enable_external_file_cache: 'false',
});
export const db = await database.connect();

/** Everyone in the registers, in an order that has nothing to do with the number. */
const everyone = (
  await db.runAndReadAll(
    `SELECT foedselsnummer FROM read_parquet('${demo}/npr.episode.parquet') WHERE length(foedselsnummer) = 11 GROUP BY 1 ORDER BY md5(foedselsnummer)`,
  )
)
  .getRows()
  .map(([id]) => String(id));

const persons = new Map(
  (await db.runAndReadAll(`SELECT identifikator, person FROM read_parquet('${demo}/identiteter.parquet')`))
    .getRows()
    .map(([id, person]) => [String(id), String(person)] as const),
);
export const personOf = (id: string): string => persons.get(id) ?? id;

/** The registers of one night: more persons than the night before, and everything of them. */
export async function writeExtracts(folder: string, persons: number): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  await db.run('CREATE OR REPLACE TEMP TABLE nu (id VARCHAR)');
  const list = everyone.slice(0, persons).map((id) => `('${id}')`);
  await db.run(`INSERT INTO nu VALUES ${list.join(',')}`);
  for (const name of ['npr.episode', 'dar.doedsfall', 'lmr.utlevering'])
    await db.run(
      `COPY (SELECT * FROM read_parquet('${demo}/${name}.parquet') WHERE foedselsnummer IN (SELECT id FROM nu)) TO '${folder}/${name}.parquet' (FORMAT parquet)`,
    );
  cpSync(join(demo, 'identiteter.parquet'), join(folder, 'identiteter.parquet'));
}
