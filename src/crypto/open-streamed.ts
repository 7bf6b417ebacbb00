import type { Opener } from './age-payload.ts';

/** How a sealed file of one format begins. */
export interface SealedStart {
  /** What opens the payload, and the payload that came with the header; null while the header is not whole. */
  readonly begin: (first: Buffer) => Promise<{ readonly opener: Opener; readonly payload: Buffer } | null>;
  /** What is wrong with a file that ended before its header did. */
  readonly cutShort: (first: Buffer) => Error;
}

/** The plaintext of a sealed file given in pieces of any size. Throws what the start and the opener throw. */
export async function* openStreamed(
  pieces: AsyncIterable<Buffer>,
  { begin, cutShort }: SealedStart,
): AsyncGenerator<Buffer> {
  let first = Buffer.alloc(0);
  let opener: Opener | null = null;
  for await (const piece of pieces) {
    if (opener !== null) {
      yield* opener.update(piece);
      continue;
    }
    first = Buffer.concat([first, piece]);
    const begun = await begin(first);
    if (begun === null) continue;
    opener = begun.opener;
    yield* opener.update(begun.payload);
  }
  if (opener === null) throw cutShort(first);
  yield opener.final();
}
