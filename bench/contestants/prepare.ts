import { readdir, readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { prepareResultSchema } from '../../src/artifacts/prepare-result.ts';
import { statePaths } from '../../src/keys/state-paths.ts';
import { unpackPackage } from '../../src/package/unpack.ts';
import type { Measured } from '../measure.ts';
import type { Contestant, OwnReport } from './contestant.ts';

/** The compiled program in `program/dist`, with a state directory of its own that it makes itself. */
export const prepareContestant = (program: string): Contestant => {
  const main = join(program, 'dist', 'cli', 'prepare-main.js');
  return {
    id: 'prepare',
    label: 'tilrette prepare',
    delivers: true,
    missing: () => (existsSync(main) ? null : 'not compiled'),
    command: (job, folder) =>
      Promise.resolve({
        file: process.execPath,
        args: [
          main,
          ...['--vedtak', job.vedtak],
          ...['--uttrekk', job.registers.uttrekk],
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

function reportOf({ stdout }: Measured): OwnReport {
  const { profile, peakMemoryBytes, rows, attrition } = prepareResultSchema.parse(JSON.parse(stdout));
  const suppressed = Object.entries(attrition).map(([table, row]) => [table, row.suppressed] as const);
  return { profile, peakBytes: peakMemoryBytes, rows, suppressed: Object.fromEntries(suppressed) };
}
