import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { makeFolder } from '../../base/make-folder.ts';
import { configsDirectory } from '../../catalogue/configs-directory.ts';
import { readKommuneList } from '../../catalogue/kommune-list.ts';
import { readCatalogue } from '../../catalogue/read-catalogue.ts';
import type { Register } from '../../catalogue/register.ts';
import { refuse } from '../../errors/pipeline-error.ts';
import { DEFAULT_YEARS, EPISODES_PER_PERSON, type SyntheticSettings } from '../../synthetic/settings.ts';
import { writeRegisters } from '../../synthetic/write-registers.ts';
import { writeSynthetic } from '../../synthetic/write-synthetic.ts';
import { findRegister } from '../find-register.ts';
import { catalogueAt } from '../paths.ts';
import { runCommand } from '../run-command.ts';
import { parseCount, parseMemory } from '../sizes.ts';
import { writingInto } from '../writing-into.ts';

const optionsSchema = z.object({
  personer: z.string(),
  ut: z.string(),
  register: z.string().optional(),
  configs: z.string().optional(),
  fra: z.string().optional(),
  til: z.string().optional(),
  froe: z.string(),
  format: z.enum(['parquet', 'csv']),
  episoder: z.string().optional(),
  urent: z.boolean().optional(),
  minne: z.string(),
  json: z.boolean().optional(),
});

/** Makes synthetic registers for the same persons: four with a life of their own, or any of the catalogue. */
export async function synthCommand(given: unknown): Promise<void> {
  const options = optionsSchema.parse(given);
  await runCommand({ json: options.json === true }, async () => {
    const directory = resolve(options.ut);
    const began = performance.now();
    const registers =
      options.register === undefined ? null : await chooseRegisters(options.register, options.configs);
    const settings = await readSettings(options, directory);
    await writingInto(directory, () => makeFolder(directory));
    const files = await (registers === null ? writeSynthetic(settings) : writeRegisters(settings, registers));
    const seconds = (performance.now() - began) / 1000;
    const rows = files.reduce((sum, file) => sum + file.rows, 0);
    const lines = files.map((file) => `  ${file.name}: ${file.rows} rows\n`).join('');
    const text = `${lines}${rows} rows in ${seconds.toFixed(1)} s (${Math.round(rows / seconds)} rows/s)\n`;
    return { json: { versjon: 1, ok: true, exitCode: 0, directory, files, seconds, problems: [] }, text };
  });
}

type Options = z.infer<typeof optionsSchema>;

async function readSettings(options: Options, directory: string): Promise<SyntheticSettings> {
  return {
    persons: parseCount('--personer', options.personer),
    directory,
    ...readYears(options),
    seed: options.froe,
    format: options.format,
    dirty: options.urent === true,
    episodesPerPerson:
      options.episoder === undefined ? EPISODES_PER_PERSON : parseCount('--episoder', options.episoder),
    threads: availableParallelism(),
    memoryLimit: `${Math.floor(parseMemory(options.minne) / 1024)}KiB`,
    kommuneList: await readKommuneList(join(configsDirectory(), 'kodeverk', 'kommune.json')),
  };
}

async function chooseRegisters(ids: string, configs: string | undefined): Promise<readonly Register[]> {
  const catalogue = await readCatalogue(catalogueAt(configs));
  return [...new Set(ids.split(','))].map((id) => findRegister(catalogue, id));
}

/** Years that the code lists and the form of identifiers cover. */
const YEARS = { first: 1972, last: 2039 } as const;

function readYears({ fra, til }: Options): {
  readonly fromYear: number;
  readonly toYear: number;
} {
  const fromYear = yearOf('--fra', fra, DEFAULT_YEARS.fromYear, YEARS.first);
  return { fromYear, toYear: yearOf('--til', til, Math.max(fromYear, DEFAULT_YEARS.toYear), fromYear) };
}

function yearOf(option: string, text: string | undefined, otherwise: number, first: number): number {
  const year = text === undefined ? otherwise : parseCount(option, text);
  if (year >= first && year <= YEARS.last) return year;
  const expected = `a year from ${first} to ${YEARS.last}`;
  throw refuse('usage', 'usage.option', option, { expected, got: String(year) });
}
