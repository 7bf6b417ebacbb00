import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { refuse } from '../errors/pipeline-error.ts';
import { systemReason } from './system-reason.ts';

/** A file that is read by position, so that only what is needed comes into memory. */
export interface FileBytes {
  readonly path: string;
  readonly size: number;
  /** Exactly the bytes from `start` up to `end`; a plain `RangeError` if the file does not hold them. */
  readonly read: (start: number, end: number) => Uint8Array;
  readonly close: () => void;
}

/** Opens a file for reading; the caller closes it. Throws extract.unreadable (stage run). */
export function openFileBytes(path: string): FileBytes {
  const descriptor = open(path);
  const status = fstatSync(descriptor);
  if (!status.isFile()) {
    closeSync(descriptor);
    throw refuse('run', 'extract.unreadable', path, { file: path, reason: 'something that is no file' });
  }
  const { size } = status;
  return {
    path,
    size,
    read: (start, end) => readExactly(descriptor, start, end, size),
    close: () => {
      closeSync(descriptor);
    },
  };
}

/** Opens a file for the time `use` runs and closes it whatever happens. Throws extract.unreadable (stage run). */
export async function readFileBytes<T>(path: string, use: (file: FileBytes) => T | Promise<T>): Promise<T> {
  const file = openFileBytes(path);
  try {
    return await use(file);
  } finally {
    file.close();
  }
}

function open(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    throw refuse('run', 'extract.unreadable', path, { file: path, reason: systemReason(error) });
  }
}

function readExactly(descriptor: number, start: number, end: number, size: number): Uint8Array {
  if (!(start >= 0 && start <= end && end <= size)) throw new RangeError('outside the file');
  const bytes = new Uint8Array(end - start);
  for (let done = 0; done < bytes.length;) {
    const read = readSync(descriptor, bytes, done, bytes.length - done, start + done);
    if (read === 0) throw new RangeError('the file became shorter');
    done += read;
  }
  return bytes;
}
