import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { floorSteps } from '../floor-sql.ts';
import type { HandwrittenVariant } from '../handwritten-job.ts';
import { handwrittenSteps } from '../handwritten-sql.ts';
import type { Measured } from '../measure.ts';
import { inputRows } from '../registers.ts';
import { shareMemory } from '../../src/engine/memory-plan.ts';
import type { SqlStep } from '../sql-step.ts';
import type { BenchJob, Contestant, OwnReport } from './contestant.ts';

const RUNNER = fileURLToPath(new URL('../run-sql.mjs', import.meta.url));

/** (a) the floor; measured for the broad decision only, where as much is written as is read. */
export const floorContestant: Contestant = {
  ...scripted('a', 'plain COPY', (job, folder) => floorSteps(job.registers.uttrekk, join(folder, 'ut'))),
  delivers: false,
  missing: ({ decision }) => (decision === 'broad' ? null : 'a floor of the broad decision only'),
};

/** The limit that `prepare` keeps of the budget for DuckDB. */
const memoryOf = ({ memoryBytes, registers }: BenchJob): number =>
  shareMemory(memoryBytes, { rows: inputRows(registers), arrow: false }).duckdb;

/** (b) the hand-written scripts. */
export const handwrittenContestant = (variant: HandwrittenVariant): Contestant =>
  scripted(variant, LABELS[variant], (job, folder) => {
    const { uttrekk, lister, rows } = job.registers;
    const memoryBytes = memoryOf(job);
    return handwrittenSteps({
      variant,
      scope: job.scope,
      uttrekk,
      lister,
      rows,
      memoryBytes,
      ut: join(folder, 'ut'),
    });
  });

const LABELS = { b1: 'hand-written, straight', b2: 'hand-written, staged' } as const;

/** A script of statements in a DuckDB under the memory that `prepare` gives its own. */
function scripted(
  id: string,
  label: string,
  steps: (job: BenchJob, folder: string) => readonly SqlStep[],
): Contestant {
  return {
    id,
    label,
    delivers: true,
    missing: () => null,
    command: async (job, folder) => {
      await mkdir(join(folder, 'ut'));
      const file = join(folder, 'job.json');
      const memoryBytes = memoryOf(job);
      await writeFile(
        file,
        JSON.stringify({ threads: job.threads, memoryBytes, statements: steps(job, folder) }),
      );
      return { file: process.execPath, args: [RUNNER, file], cwd: folder };
    },
    report: reportOf,
    open: (_job, folder) => Promise.resolve(join(folder, 'ut')),
  };
}

const reportSchema = z.strictObject({
  profile: z.record(z.string(), z.number()),
  peakMemoryBytes: z.number(),
});

function reportOf({ stdout }: Measured): OwnReport {
  const { profile, peakMemoryBytes } = reportSchema.parse(JSON.parse(stdout));
  return { profile, peakBytes: peakMemoryBytes, rows: null, suppressed: {} };
}
