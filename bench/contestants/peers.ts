import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ATC_CHARACTERS, BANDS, ROUND_TO, TOP_DAYS } from '../decision.ts';
import type { Command } from '../measure.ts';
import type { InstalledPeer, PeerId } from '../peer-install.ts';
import { writeCsv } from '../registers.ts';
import { SAYS_NOTHING, type BenchJob, type Contestant } from './contestant.ts';

const LABELS: Readonly<Record<PeerId, string>> = {
  'polars-node': 'nodejs-polars',
  polars: 'polars (Python)',
  pandas: 'pandas',
  datatable: 'data.table (R, CSV in and out)',
};

const script = (name: string): string => fileURLToPath(new URL(`../peers/${name}`, import.meta.url));

/** (c) A peer doing the job as its own users would; `installed` is null where it is not there. */
export const peerContestant = (id: PeerId, installed: InstalledPeer | null): Contestant => ({
  id,
  label: LABELS[id],
  delivers: true,
  missing: () => (installed === null ? 'not installed' : null),
  command: async (job, folder) => {
    if (installed === null) throw new Error('a peer that is not installed was started');
    await mkdir(join(folder, 'ut'));
    return { ...(await startOf(id, installed.program, job, folder)), cwd: folder };
  },
  report: () => SAYS_NOTHING,
  open: (_job, folder) => Promise.resolve(join(folder, 'ut')),
});

async function startOf(
  id: PeerId,
  program: string,
  job: BenchJob,
  folder: string,
): Promise<Pick<Command, 'file' | 'args'>> {
  const file = join(folder, id === 'datatable' ? 'job.R' : 'job.json');
  if (id === 'datatable') await writeCsv(job.registers);
  await writeFile(file, id === 'datatable' ? inR(taskOf(job, folder)) : JSON.stringify(taskOf(job, folder)));
  switch (id) {
    case 'polars-node':
      return { file: process.execPath, args: [script('prepare-polars.mjs'), file, program] };
    case 'datatable':
      return { file: program, args: [script('prepare-datatable.R'), file] };
    case 'polars':
      return { file: program, args: [script('prepare-polars.py'), file] };
    case 'pandas':
      return { file: program, args: [script('prepare-pandas.py'), file] };
  }
}

/** What a peer is told: where everything lies and what the decision says. */
const taskOf = (job: BenchJob, folder: string): Record<string, unknown> => ({
  uttrekk: job.registers.uttrekk,
  csv: job.registers.csv,
  lister: job.registers.lister,
  ut: join(folder, 'ut'),
  population: job.scope.population,
  episodes: job.scope.episodes,
  bounds: BANDS.slice(1).map((band) => band.from),
  labels: BANDS.map((band) => band.label),
  topDays: TOP_DAYS,
  roundTo: ROUND_TO,
  atcCharacters: ATC_CHARACTERS,
});

/** The same as assignments in R, which reads no JSON without a package of its own. */
function inR(task: Record<string, unknown>): string {
  const value = (of: unknown): string => {
    if (of === null) return 'NULL';
    if (Array.isArray(of)) return `c(${of.map(value).join(', ')})`;
    if (typeof of !== 'object') return JSON.stringify(of);
    return `list(${Object.entries(of)
      .map(([name, v]) => `${name} = ${value(v)}`)
      .join(', ')})`;
  };
  return Object.entries(task)
    .map(([name, of]) => `${name} <- ${value(of)}\n`)
    .join('');
}
