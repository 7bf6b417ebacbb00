import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { configsDirectory } from '../src/catalogue/configs-directory.ts';
import { readKommuneList } from '../src/catalogue/kommune-list.ts';
import { openEngine } from '../src/engine/engine.ts';
import { writeArrow } from '../src/engine/write-arrow.ts';
import { DEFAULT_YEARS, EPISODES_PER_PERSON } from '../src/synthetic/settings.ts';
import { writeSynthetic } from '../src/synthetic/write-synthetic.ts';
import { withDatabase } from './database.ts';
import { writeLists } from './lists.ts';
import { quoted } from './sql-step.ts';
import { TABLES } from './tables.ts';

/** Synthetic registers of one size, and the code lists that hand-written work needs beside them. */
export interface Registers {
  readonly uttrekk: string;
  readonly lister: string;
  /** The same extracts as CSV, for readers without Parquet; made when first asked for. */
  readonly csv: string;
  /** The same as Arrow IPC files, uncompressed; made when first asked for. */
  readonly arrow: string;
  readonly rows: Readonly<Record<string, number>>;
}

const SEED = 'maaling';
const MADE = 'rader.json';
const rowsSchema = z.record(z.string(), z.number());

/** The registers of a size below `data`, generated when they are not there: equal sizes are equal rows. */
export async function readRegisters(data: string, episodes: number): Promise<Registers> {
  const folder = join(data, `${episodes / 1e6}M`);
  if (!existsSync(join(folder, MADE))) await generate(folder, episodes);
  const rows = rowsSchema.parse(JSON.parse(await readFile(join(folder, MADE), 'utf8')));
  const at = (name: string): string => join(folder, name);
  return { uttrekk: at('uttrekk'), lister: at('lister'), csv: at('csv'), arrow: at('arrow'), rows };
}

// What was broken off lies under another name, so a folder under its own name is whole.
async function generate(folder: string, episodes: number): Promise<void> {
  const draft = `${folder}.under-arbeid`;
  await rm(draft, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
  for (const name of ['uttrekk', 'lister']) await mkdir(join(draft, name), { recursive: true });
  const kommuneList = await readKommuneList(join(configsDirectory(), 'kodeverk', 'kommune.json'));
  const files = await writeSynthetic({
    persons: Math.max(1, Math.round(episodes / EPISODES_PER_PERSON)),
    directory: join(draft, 'uttrekk'),
    ...DEFAULT_YEARS,
    seed: SEED,
    format: 'parquet',
    dirty: false,
    episodesPerPerson: EPISODES_PER_PERSON,
    threads: availableParallelism(),
    memoryLimit: '4GB',
    kommuneList,
  });
  await writeLists(join(draft, 'lister'), kommuneList);
  const rows = Object.fromEntries(files.map((file) => [file.name.replace('.parquet', ''), file.rows]));
  await writeFile(join(draft, MADE), JSON.stringify(rows));
  await rename(draft, folder);
}

/** Makes the CSV files where they are missing. */
export async function writeCsv(registers: Registers): Promise<void> {
  if (existsSync(registers.csv)) return;
  const draft = `${registers.csv}.under-arbeid`;
  await mkdir(draft, { recursive: true });
  await withDatabase(async (database) => {
    for (const { extract, sources } of [...TABLES, IDENTITIES])
      await database.run(
        `COPY (SELECT ${sources.join(', ')} FROM ${quoted(join(registers.uttrekk, `${extract}.parquet`))}) ` +
          `TO ${quoted(join(draft, `${extract}.csv`))} (FORMAT csv, HEADER)`,
      );
  });
  await rename(draft, registers.csv);
}

/** What is written instead of all columns as they are, since the writer has no decimals. */
const WITHOUT_DECIMALS: Readonly<Record<string, string>> = {
  'lmr.utlevering': '* REPLACE (CAST(antall_ddd AS DOUBLE) AS antall_ddd)',
};

/** Makes the Arrow files where they are missing; the list of identities stays what it is. */
export async function writeArrowExtracts(registers: Registers): Promise<void> {
  if (existsSync(registers.arrow)) return;
  const draft = `${registers.arrow}.under-arbeid`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  const engine = await openEngine({
    memoryBytes: 1e9,
    threads: availableParallelism(),
    directories: [registers.uttrekk],
    signal: new AbortController().signal,
  });
  try {
    for (const { extract } of TABLES) {
      const sql = `SELECT ${WITHOUT_DECIMALS[extract] ?? '*'} FROM ${quoted(join(registers.uttrekk, `${extract}.parquet`))}`;
      await writeArrow(engine, { id: extract, sql, params: [] }, join(draft, `${extract}.arrow`));
    }
  } finally {
    engine.close();
  }
  const identities = `${IDENTITIES.extract}.parquet`;
  await copyFile(join(registers.uttrekk, identities), join(draft, identities));
  await rename(draft, registers.arrow);
}

const IDENTITIES = { extract: 'identiteter', sources: ['identifikator', 'person'] };

/** Rows that a delivery is made from. */
export const inputRows = (registers: Registers): number =>
  TABLES.reduce((sum, { extract }) => sum + (registers.rows[extract] ?? 0), 0);

/** Reads the extracts once, so that every contestant finds them in the memory of the system. */
export async function warmUp(registers: Registers): Promise<void> {
  for (const { extract } of [...TABLES, IDENTITIES])
    await readFile(join(registers.uttrekk, `${extract}.parquet`));
}
