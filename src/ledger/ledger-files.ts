import { constants } from 'node:fs';
import { open, readFile, rename, truncate, unlink, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The end of a file: at most as many bytes as were asked for, and the size of the whole. */
export interface FileEnd {
  readonly bytes: Buffer;
  readonly size: number;
}

/** What the ledger asks of a disk. A table of functions, so that a disk that is full can stand in its place. */
export interface LedgerFiles {
  /** All bytes; undefined when there is no such file. */
  readonly read: (path: string) => Promise<Buffer | undefined>;
  /** The last bytes; an absent file is an empty one. */
  readonly readEnd: (path: string, bytes: number) => Promise<FileEnd>;
  /** Adds bytes at the end in one write and waits until they are on the disk; leaves the file as it was if that fails. */
  readonly append: (path: string, bytes: Uint8Array) => Promise<void>;
  /** Puts a file in place of another in one step, on the disk when it resolves. */
  readonly replace: (path: string, bytes: Uint8Array) => Promise<void>;
  readonly truncate: (path: string, size: number) => Promise<void>;
  readonly remove: (path: string) => Promise<void>;
}

const MODE = 0o600;

/** The files of the real disk: mode 0600, symbolic links refused. */
export const diskFiles: LedgerFiles = {
  read: (path) => readFile(path).catch(ifMissing(undefined)),
  readEnd,
  append,
  replace,
  truncate,
  remove: (path) => unlink(path).catch(ifMissing(undefined)),
};

async function readEnd(path: string, bytes: number): Promise<FileEnd> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW).catch(ifMissing(undefined));
  if (file === undefined) return { bytes: Buffer.alloc(0), size: 0 };
  try {
    const { size } = await file.stat();
    const wanted = Buffer.alloc(Math.min(size, bytes));
    const { bytesRead } = await file.read(wanted, 0, wanted.length, size - wanted.length);
    return { bytes: wanted.subarray(0, bytesRead), size };
  } finally {
    await file.close();
  }
}

async function append(path: string, bytes: Uint8Array): Promise<void> {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | constants.O_NOFOLLOW;
  const file = await open(path, flags, MODE);
  try {
    const { size } = await file.stat();
    await writeOrUndo(file, bytes, size);
    if (size === 0) await syncDirectory(path);
  } finally {
    await file.close();
  }
}

async function writeOrUndo(file: FileHandle, bytes: Uint8Array, size: number): Promise<void> {
  try {
    await file.writeFile(bytes);
    await file.sync();
  } catch (error) {
    await file.truncate(size).catch(() => undefined);
    throw error;
  }
}

async function replace(path: string, bytes: Uint8Array): Promise<void> {
  const draft = `${path}.ny`;
  try {
    const file = await open(draft, 'w', MODE);
    await file
      .writeFile(bytes)
      .then(() => file.sync())
      .finally(() => file.close());
    await rename(draft, path);
  } catch (error) {
    await unlink(draft).catch(() => undefined);
    throw error;
  }
  await syncDirectory(path);
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(dirname(path), 'r');
  await directory.sync().finally(() => directory.close());
}

/** Resolves to the value when the error says that there is no such file; throws it otherwise. */
function ifMissing<T>(value: T): (error: unknown) => T {
  return (error) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return value;
    throw error;
  };
}
