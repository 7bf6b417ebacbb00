import { livedShare, withGenerator, writeTable, type Generator, type SyntheticFile } from './generator.ts';
import { handmadeTables } from './handmade-tables.ts';
import { identityRows } from './person-rows-sql.ts';
import type { SyntheticSettings } from './settings.ts';

/**
 * Writes `freg.person`, `dar.doedsfall`, `npr.episode`, `lmr.utlevering` and `identiteter`, each as one file,
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
    const file = await writeTable(generator, name, sql);
    files.push(file);
    report(file);
  };
  await write('freg.person', await handmadeTables['freg.person'](generator));
  await write('identiteter', identityRows);
  const share = await livedShare(generator);
  for (const table of AFTER_IDENTITIES) await write(table, await handmadeTables[table](generator, share));
  return files;
}
