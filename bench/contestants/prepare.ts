import { readdir, readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { prepareResultSchema } from '../../src/artifacts/prepare-result.ts';
import { statePaths } from '../../src/keys/state-paths.ts';
import { unpackPackage } from '../../src/package/unpack.ts';
import type { Measured } from '../measure.ts';
import { writeArrowExtracts } from '../registers.ts';
import type { BenchJob, Contestant, OwnReport } from './contestant.ts';

/** The form of the extracts that it reads; ids and labels say it where it is not Parquet. */
type InputForm = 'parquet' | 'arrow';

/** The compiled program in `program/dist`, with a state directory of its own that it makes itself. */
export const prepareContestant = (program: string, form: InputForm): Contestant => {
  const main = join(program, 'dist', 'cli', 'prepare-main.js');
  return {
    id: form === 'parquet' ? 'prepare' : `prepare-${form}`,
    label: form === 'parquet' ? 'tilrette prepare' : 'tilrette prepare, Arrow IPC in',
    delivers: true,
    missing: () => (existsSync(main) ? null : 'not compiled'),
    command: async (job, folder) => ({
      file: process.execPath,
      args: [
        main,
        ...['--vedtak', job.vedtak],
        ...['--uttrekk', await extractsIn(form, job)],
        ...['--ut', join(folder, 'ut')],
        ...['--minne', `${job.memoryBytes / 1e6}MB`],
        ...['--traader', String(job.threads)],
        '--json',
      ],
      cwd: folder,
    }),
    report: reportOf,
    open: async (job, folder) => {
      const names = await readdir(join(folder, 'ut'));
      const packages = names.filter((name) => !name.startsWith('.'));
      if (packages.length !== 1) throw new Error(`expected one package, got ${packages.length}`);
      const unpacked = await unpackPackage(join(folder, 'ut', packages[0] ?? ''), {
        allowedSigners: await readFile(statePaths(join(folder, '.tilrette')).senders, 'utf8'),
        identity: await readFile(job.identity, 'utf8'),
        ut: join(folder, 'klartekst'),
      });
      return unpacked.ut;
    },
  };
};

async function extractsIn(form: InputForm, { registers }: BenchJob): Promise<string> {
  if (form === 'parquet') return registers.uttrekk;
  await writeArrowExtracts(registers);
  return registers.arrow;
}

function reportOf({ stdout }: Measured): OwnReport {
  const { profile, peakMemoryBytes, rows, attrition } = prepareResultSchema.parse(JSON.parse(stdout));
  const suppressed = Object.entries(attrition).map(([table, row]) => [table, row.suppressed] as const);
  return { profile, peakBytes: peakMemoryBytes, rows, suppressed: Object.fromEntries(suppressed) };
}
