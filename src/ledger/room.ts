import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { refuse, type PipelineError } from '../errors/pipeline-error.ts';
import type { LedgerFiles } from './ledger-files.ts';

const RESERVE_BYTES = 65_536;
const SMALLEST_BYTES = 4_096;
const NO_ROOM = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/**
 * Sets room on the disk aside (`oversikt.reserve`, 64 KiB of real blocks), so that an outcome can be recorded on a disk
 * that is full by then. Does nothing when it is there. Throws `ledger.no-room`.
 */
export async function reserveRoom(dir: string, files: LedgerFiles): Promise<void> {
  const { size } = await files.readEnd(reservePath(dir), 0);
  if (size >= RESERVE_BYTES) return;
  try {
    await fillReserve(dir, files, RESERVE_BYTES);
  } catch (error) {
    throw isNoRoom(error) ? noRoom(dir) : error;
  }
}

/**
 * Does an action that leaves nothing behind when it fails for want of room; in that case gives the reserve up, does it
 * again, and sets aside what room there is then. Throws `ledger.no-room` when even the reserve was not enough.
 */
export async function withRoom<T>(dir: string, files: LedgerFiles, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (!isNoRoom(error)) throw error;
  }
  await files.remove(reservePath(dir));
  try {
    return await action();
  } catch (error) {
    throw isNoRoom(error) ? noRoom(dir) : error;
  } finally {
    await reserveWhatIsLeft(dir, files);
  }
}

async function reserveWhatIsLeft(dir: string, files: LedgerFiles): Promise<void> {
  for (let bytes = RESERVE_BYTES; bytes >= SMALLEST_BYTES; bytes /= 2) {
    try {
      await fillReserve(dir, files, bytes);
      return;
    } catch {
      // A smaller reserve is better than none.
    }
  }
}

/** Bytes that no file system compresses or leaves out as a hole. */
async function fillReserve(dir: string, files: LedgerFiles, bytes: number): Promise<void> {
  await files.remove(reservePath(dir));
  const noise = createHash('shake256', { outputLength: bytes }).update('oversikt.reserve').digest();
  await files.append(reservePath(dir), noise);
}

const reservePath = (dir: string): string => join(dir, 'oversikt.reserve');

const isNoRoom = (error: unknown): boolean => NO_ROOM.has(String((error as NodeJS.ErrnoException).code));

const noRoom = (dir: string): PipelineError =>
  refuse('ledger', 'ledger.no-room', dir, { bytes: RESERVE_BYTES });
