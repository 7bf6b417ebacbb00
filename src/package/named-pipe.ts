import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, openSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { basename } from 'node:path';
import { refuse } from '../errors/pipeline-error.ts';

/** A named pipe of which this process holds both ends, so that neither its reader nor its writer waits for the other. */
export interface NamedPipe {
  readonly path: string;
  /** Reads and throws away what comes, so that a writer without a reader does not wait for ever. */
  drain(): void;
  /** Lets go of both ends and removes the name; a reader then sees the end when the last writer has gone. */
  close(): void;
}

/** Makes a named pipe, mode 0600. Throws PipelineError `package.pipe-failed`. */
export async function openNamedPipe(path: string): Promise<NamedPipe> {
  const fault = await makePipe(path);
  if (fault !== null) throw refuse('package', 'package.pipe-failed', basename(path), { errno: fault });
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
    rmSync(path, { force: true });
  };
  return { path, drain, close };
}

async function makePipe(path: string): Promise<string | null> {
  const child = spawn('mkfifo', ['-m', '600', path], { stdio: 'ignore' });
  try {
    const [status] = (await once(child, 'exit')) as [number | null];
    return status === 0 ? null : `exit status ${status ?? 'none'}`;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
  }
}
