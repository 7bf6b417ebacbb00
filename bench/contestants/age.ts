import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { SAYS_NOTHING, type Contestant } from './contestant.ts';

const hasAge = (): boolean => spawnSync('age', ['--version']).status === 0;

/** The files are named in the script's own arguments, so that no name is read as a word of the shell. */
const EACH =
  'r=$1; out=$2; in=$3; for f in "$in"/*.parquet; do age -r "$r" -o "$out/$(basename "$f").age" "$f" || exit 1; done';

/** (d) The age command on the files of the hand-written delivery of the same round. */
export const ageContestant: Contestant = {
  id: 'age',
  label: 'age command on the same bytes',
  delivers: false,
  missing: ({ plaintext }) => {
    if (!hasAge()) return 'not installed';
    return existsSync(plaintext) ? null : 'no hand-written delivery to encrypt';
  },
  command: async (job, folder) => {
    await mkdir(join(folder, 'ut'));
    return {
      file: 'sh',
      args: ['-c', EACH, 'sh', job.recipient, join(folder, 'ut'), job.plaintext],
      cwd: folder,
    };
  },
  report: () => SAYS_NOTHING,
  open: (_job, folder) => Promise.resolve(join(folder, 'ut')),
};
