import { closeSync, mkdtempSync, openSync, rmdirSync, statfsSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { refuse } from '../errors/pipeline-error.ts';
import { systemReason } from './system-reason.ts';

/** Where Linux keeps files in memory. */
export const MEMORY_FOLDER = '/dev/shm';

/** Kinds of file system that live in memory: tmpfs and ramfs, by their number in linux/magic.h. */
const memoryTypes = [0x01021994, 0x858458f6];

/**
 * Puts bytes into a file that lives in memory and has no name: created 0600, unlinked before the first byte is
 * written, reachable through the returned descriptor alone and gone with the process. The caller closes it.
 * Throws extract.no-memory-files, extract.memory-files-full (stage run).
 */
export function writeMemoryFile(bytes: Uint8Array, folder: string): number {
  const descriptor = createUnlinked(folder);
  try {
    for (let done = 0; done < bytes.length;) done += writeSync(descriptor, bytes, done);
    return descriptor;
  } catch (error) {
    closeSync(descriptor);
    if (systemReason(error) === 'ENOSPC')
      throw refuse('run', 'extract.memory-files-full', folder, { folder });
    throw error;
  }
}

/** Refuses a folder that is missing or lies on a disk: extract.no-memory-files (stage run). */
export function checkMemoryFolder(folder: string): void {
  if (!isMemory(folder)) throw refuse('run', 'extract.no-memory-files', folder, { folder });
}

function createUnlinked(folder: string): number {
  const own = mkdtempSync(join(folder, 'tilrette-'));
  const path = join(own, 'chunk');
  try {
    const descriptor = openSync(path, 'wx+', 0o600);
    unlinkSync(path);
    return descriptor;
  } finally {
    rmdirSync(own);
  }
}

function isMemory(folder: string): boolean {
  try {
    return memoryTypes.includes(statfsSync(folder).type);
  } catch {
    return false;
  }
}
