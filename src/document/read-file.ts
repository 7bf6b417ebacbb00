import { open } from 'node:fs/promises';
import { refuse } from '../errors/pipeline-error.ts';
import { MAX_BYTES } from './read-text.ts';

const CHUNK = 65_536;

/**
 * The bytes of a file that a person names, at most one more than a file may have: what never ends, as a device, is not read
 * for ever, and is told by its size. A pipe is read to its end. Throws `usage.file`.
 */
export async function readNamedFile(path: string): Promise<Buffer> {
  try {
    const file = await open(path, 'r');
    try {
      return await readAtMost(MAX_BYTES + 1, (into) => file.read(into, 0, into.length, null));
    } finally {
      await file.close();
    }
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    throw refuse('usage', 'usage.file', path, { reason: code ?? 'unknown' });
  }
}

async function readAtMost(
  most: number,
  read: (into: Buffer) => Promise<{ readonly bytesRead: number }>,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for (let left = most; left > 0;) {
    const chunk = Buffer.allocUnsafe(Math.min(CHUNK, left));
    const { bytesRead } = await read(chunk);
    if (bytesRead === 0) break;
    chunks.push(chunk.subarray(0, bytesRead));
    left -= bytesRead;
  }
  return Buffer.concat(chunks);
}
