import { lstat, open } from 'node:fs/promises';
import { type PipelineError, refuse } from '../errors/pipeline-error.ts';
import { errnoOf } from './errno.ts';

/** Makes a new file, mode 0600, that is on the disk when this resolves. */
export async function writeDurably(path: string, bytes: Uint8Array | string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Puts a file, or the names in a folder, on the disk. */
export async function syncPath(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Whether anything bears this name, a link that leads nowhere too. */
export async function isTaken(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Runs what writes; an error of the operating system becomes PipelineError `package.write-failed` at `at`. */
export async function writing<T>(at: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw writeFailed(at, error) ?? error;
  }
}

function writeFailed(at: string, error: unknown): PipelineError | undefined {
  const errno = errnoOf(error);
  return errno === undefined ? undefined : refuse('package', 'package.write-failed', at, { errno });
}
