import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, openSync } from 'node:fs';
import { Socket } from 'node:net';
import { basename, join } from 'node:path';
import { refuse } from '../errors/pipeline-error.ts';

/** A named pipe of which this process holds both ends, so that neither its reader nor its writer waits for the other. */
export interface NamedPipe {
  readonly path: string;
  /** Reads and throws away what comes, so that a writer without a reader does not wait for ever. */
  drain(): void;
  /** Lets go of both ends; a reader then sees the end when the last writer has gone. */
  close(): void;
}

/** Opens both ends of a named pipe that is there. */
export function openNamedPipe(path: string): NamedPipe {
  const fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  let letGo = (): void => {
    closeSync(fd);
  };
  const drain = (): void => {
    const socket = new Socket({ fd, readable: true, writable: false }).resume();
    letGo = (): void => void socket.destroy();
  };
  const close = (): void => {
    letGo();
    letGo = (): void => undefined;
  };
  return { path, drain, close };
}

/**
 * Makes named pipes in a folder, mode 0600, and gives their paths. One process makes them all, and early: starting one
 * takes the longer the more memory this one holds. Throws PipelineError `package.pipe-failed`.
 */
export async function makeNamedPipes(folder: string, count: number): Promise<readonly string[]> {
  const paths = Array.from({ length: count }, (_, i) => join(folder, `${i}.pipe`));
  const fault = await runMkfifo(paths);
  if (fault !== null) throw refuse('package', 'package.pipe-failed', basename(folder), { errno: fault });
  return paths;
}

async function runMkfifo(paths: readonly string[]): Promise<string | null> {
  const child = spawn('mkfifo', ['-m', '600', ...paths], { stdio: 'ignore' });
  try {
    const [status] = (await once(child, 'exit')) as [number | null];
    return status === 0 ? null : `exit status ${status ?? 'none'}`;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
  }
}
