import type { Opener } from './age-payload.ts';
import { CipherError } from './cipher-error.ts';
import { measureCrypt4ghHeader, readDataKeys } from './crypt4gh-header.ts';
import type { Crypt4ghKey } from './crypt4gh-keys.ts';
import { openCrypt4ghOpener } from './crypt4gh-payload.ts';
import { openStreamed } from './open-streamed.ts';

/**
 * The plaintext of a Crypt4GH file given in pieces of any size. Throws CipherError `header`, `no-identity`, `damaged`,
 * `truncated`; a file that lacks whole segments at its end opens as if it were complete.
 */
export const openCrypt4gh = (pieces: AsyncIterable<Buffer>, reader: Crypt4ghKey): AsyncGenerator<Buffer> =>
  openStreamed(pieces, {
    begin: (first) => Promise.resolve(startOpen(first, reader)),
    cutShort: () => new CipherError('crypt4gh', 'header'),
  });

function startOpen(first: Buffer, reader: Crypt4ghKey): { opener: Opener; payload: Buffer } | null {
  const headerBytes = measureCrypt4ghHeader(first);
  if (headerBytes < 0) return null;
  const opener = openCrypt4ghOpener(readDataKeys(first.subarray(0, headerBytes), reader));
  return { opener, payload: first.subarray(headerBytes) };
}
