import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { configsDirectory } from '../../catalogue/configs-directory.ts';
import { readKommuneList } from '../../catalogue/kommune-list.ts';
import { refuse } from '../../errors/pipeline-error.ts';
import { DEFAULT_YEARS, EPISODES_PER_PERSON } from '../../synthetic/settings.ts';
import { writeSynthetic } from '../../synthetic/write-synthetic.ts';
import { runCommand } from '../run-command.ts';
import { parseCount, parseMemory } from '../sizes.ts';
import { writingInto } from '../writing-into.ts';

const optionsSchema = z.object({
  personer: z.string(),
  ut: z.string(),
  fra: z.string().optional(),
  til: z.string().optional(),
  froe: z.string(),
  episoder: z.string().optional(),
  urent: z.boolean().optional(),
  minne: z.string(),
  json: z.boolean().optional(),
});

/** Makes synthetic registers for the same persons. */
export async function synthCommand(given: unknown): Promise<void> {
  const options = optionsSchema.parse(given);
  await runCommand({ json: options.json === true }, async () => {
    const directory = resolve(options.ut);
    await writingInto(directory, () => mkdir(directory, { recursive: true }));
    const began = performance.now();
    const files = await writeSynthetic({
      persons: parseCount('--personer', options.personer),
      directory,
      ...readYears(options),
      seed: options.froe,
      dirty: options.urent === true,
      episodesPerPerson:
        options.episoder === undefined ? EPISODES_PER_PERSON : parseCount('--episoder', options.episoder),
      threads: availableParallelism(),
      memoryLimit: `${Math.floor(parseMemory(options.minne) / 1024)}KiB`,
      kommuneList: await readKommuneList(join(configsDirectory(), 'kodeverk', 'kommune.json')),
    });
    const seconds = (performance.now() - began) / 1000;
    const rows = files.reduce((sum, file) => sum + file.rows, 0);
    const lines = files.map((file) => `  ${file.name}: ${file.rows} rows\n`).join('');
    const text = `${lines}${rows} rows in ${seconds.toFixed(1)} s (${Math.round(rows / seconds)} rows/s)\n`;
    return { json: { versjon: 1, ok: true, exitCode: 0, directory, files, seconds, problems: [] }, text };
  });
}

/** Years that the code lists and the form of identifiers cover. */
const YEARS = { first: 1972, last: 2039 } as const;

function readYears({ fra, til }: z.infer<typeof optionsSchema>): {
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
