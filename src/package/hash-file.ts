import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

const READ_BYTES = 1_048_576;

/** SHA-256 of a file as it streams; a link is not followed. Rejects with the error of the operating system. */
export async function hashFile(path: string): Promise<string> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  const hash = createHash('sha256');
  for await (const piece of file.createReadStream({ highWaterMark: READ_BYTES }))
    hash.update(piece as Buffer);
  return hash.digest('hex');
}
