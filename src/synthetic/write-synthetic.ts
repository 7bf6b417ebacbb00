import { copyTo, livedShare, withGenerator, type Generator, type SyntheticFile } from './generator.ts';
import { handmadeTables } from './handmade-tables.ts';
import { identityRows } from './person-rows-sql.ts';
import type { SyntheticSettings } from './settings.ts';

/**
 * Writes `freg.person`, `dar.doedsfall`, `npr.episode`, `lmr.utlevering` and `identiteter`, each as one Parquet file,
 * and tells `report` of each when it is done. Rows are made inside DuckDB by hashes of the seed, so that equal
 * settings give equal rows, with one thread also in equal order. Identifiers are valid synthetic ones (month + 80). Throws a usage refusal
 * (`usage.option`) when there are more persons than identifiers.
 */
export async function writeSynthetic(
  settings: SyntheticSettings,
  report: (file: SyntheticFile) => void = () => undefined,
): Promise<readonly SyntheticFile[]> {
  return withGenerator(settings, (generator) => writeFiles(generator, report));
}

const AFTER_IDENTITIES = ['dar.doedsfall', 'npr.episode', 'lmr.utlevering'] as const;

async function writeFiles(
  generator: Generator,
  report: (file: SyntheticFile) => void,
): Promise<SyntheticFile[]> {
  const files: SyntheticFile[] = [];
  const write = async (name: string, sql: string): Promise<void> => {
    const file = { name, rows: await copyTo(generator, name, sql) };
    files.push(file);
    report(file);
  };
  await write('freg.person.parquet', await handmadeTables['freg.person'](generator));
  await write('identiteter.parquet', identityRows);
  const share = await livedShare(generator);
  for (const table of AFTER_IDENTITIES)
    await write(`${table}.parquet`, await handmadeTables[table](generator, share));
  return files;
}
