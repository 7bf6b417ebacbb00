import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';

/** What opening a file went through: both sides of the cipher, measured while streaming. */
export interface OpenedFile {
  readonly sealedBytes: number;
  readonly sealedSha256: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Takes plaintext in order; resolves when it can take more. The bytes are authenticated, the end of file not yet. */
export type TakePlaintext = (plain: Buffer) => Promise<void> | void;

/** From the pieces of an encrypted file to those of its plaintext, each valid until the next is asked for. */
type OpenPieces = (sealed: AsyncIterable<Buffer>) => AsyncIterable<Buffer>;

const READ_BYTES = 1_048_576;

/** Opens a file with `opener` and measures both sides; throws what the opener throws, also after `take` had something. */
export async function openMeasured(
  path: string,
  opener: OpenPieces,
  take: TakePlaintext,
): Promise<OpenedFile> {
  const file = await open(path, 'r');
  const [outer, inner] = [measure(), measure()];
  try {
    for await (const plain of opener(pieces(file, outer.add))) {
      inner.add(plain);
      await take(plain);
    }
    // An opener that knows the end of the payload need not have read the end of the file.
    const rest = pieces(file, outer.add);
    while ((await rest.next()).done !== true);
  } finally {
    await file.close();
  }
  return {
    sealedBytes: outer.bytes(),
    sealedSha256: outer.sha256(),
    bytes: inner.bytes(),
    sha256: inner.sha256(),
  };
}

async function* pieces(file: FileHandle, add: (data: Buffer) => void): AsyncGenerator<Buffer> {
  for (;;) {
    const buffer = Buffer.allocUnsafe(READ_BYTES);
    const { bytesRead } = await file.read(buffer, 0, buffer.length);
    if (bytesRead === 0) return;
    add(buffer.subarray(0, bytesRead));
    yield buffer.subarray(0, bytesRead);
  }
}

function measure(): { add: (data: Buffer) => void; bytes: () => number; sha256: () => string } {
  const hash = createHash('sha256');
  let bytes = 0;
  const add = (data: Buffer): void => {
    bytes += data.length;
    hash.update(data);
  };
  return { add, bytes: () => bytes, sha256: () => hash.digest('hex') };
}
