import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { readNamedFile } from '../document/read-file.ts';
import { refuse } from '../errors/pipeline-error.ts';
import { statePaths } from '../keys/state-paths.ts';
import { stateDirectory } from './paths.ts';

/** Text of the allowed_signers file that is given, or of the one in the state directory. Throws `usage.file`, `usage.senders`. */
export async function readSenders(file: string | undefined): Promise<string> {
  if (file !== undefined) return readNamedText(resolve(file));
  const { senders } = statePaths(stateDirectory());
  if (!existsSync(senders)) throw refuse('usage', 'usage.senders', senders, {});
  return readNamedText(senders);
}

/** Text of a file that the command line names. Throws `usage.file`. */
export const readNamedText = async (path: string): Promise<string> =>
  (await readNamedFile(path)).toString('utf8');
