import { resolve } from 'node:path';
import { refuse } from '../errors/pipeline-error.ts';
import { statePaths } from '../keys/state-paths.ts';
import { stateDirectory } from './paths.ts';

/** Text of the allowed_signers file that is given, or of the one in the state directory. Throws `usage.file`. */
export async function readSenders(
  file: string | undefined,
  readFile: (path: string, encoding: 'utf8') => Promise<string>,
): Promise<string> {
  const path = file === undefined ? statePaths(stateDirectory()).senders : resolve(file);
  return readText(path, readFile);
}

/** Text of a file that the command line names. Throws `usage.file`. */
export function readText(
  path: string,
  readFile: (path: string, encoding: 'utf8') => Promise<string>,
): Promise<string> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    throw refuse('usage', 'usage.file', path, { reason: (error as NodeJS.ErrnoException).code ?? 'unknown' });
  });
}
