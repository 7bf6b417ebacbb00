import type { Opener } from './age-payload.ts';
import { CipherError } from './cipher-error.ts';
import { measureCrypt4ghHeader, readDataKeys } from './crypt4gh-header.ts';
import type { Crypt4ghKey } from './crypt4gh-keys.ts';
import { openCrypt4ghOpener } from './crypt4gh-payload.ts';

/**
 * The plaintext of a Crypt4GH file given in pieces of any size. Throws CipherError `header`, `no-identity`, `damaged`,
 * `truncated`; a file that lacks whole segments at its end opens as if it were complete.
 */
export async function* openCrypt4gh(
  pieces: AsyncIterable<Buffer>,
  reader: Crypt4ghKey,
): AsyncGenerator<Buffer> {
  let first = Buffer.alloc(0);
  let opener: Opener | null = null;
  for await (const piece of pieces) {
    if (opener !== null) {
      yield* opener.update(piece);
      continue;
    }
    first = Buffer.concat([first, piece]);
    const headerBytes = measureCrypt4ghHeader(first);
    if (headerBytes < 0) continue;
    opener = openCrypt4ghOpener(readDataKeys(first.subarray(0, headerBytes), reader));
    yield* opener.update(first.subarray(headerBytes));
  }
  if (opener === null) throw new CipherError('crypt4gh', 'header');
  yield opener.final();
}
