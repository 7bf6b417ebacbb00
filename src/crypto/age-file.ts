import { createHash, randomBytes } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { PAYLOAD_NONCE_BYTES, parsePayloadKey } from './age-chunk.ts';
import { AgeError } from './age-error.ts';
import { measureHeader, readFileKey, writeAgeHeader } from './age-header.ts';
import { openOpener, openSealer, type Opener, type Sealer } from './age-payload.ts';

/** What opening a file went through: both sides of the cipher, measured while streaming. */
export interface OpenedFile {
  readonly sealedBytes: number;
  readonly sealedSha256: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Takes plaintext in order; resolves when it can take more. The bytes are authenticated, the end of file not yet. */
export type TakePlaintext = (plain: Buffer) => Promise<void> | void;

/** The start of a new age file (header and payload nonce) and the sealer of what follows. */
export interface SealStart {
  readonly start: Buffer;
  readonly sealer: Sealer;
  readonly key: ReturnType<typeof parsePayloadKey>;
}

const READ_BYTES = 1_048_576;
const MAX_HEADER_BYTES = 1_048_576;

/** Begins an age v1 file to the recipients (`age1…`) under a fresh file key. Throws AgeError `recipient`. */
export async function startSeal(recipients: readonly string[]): Promise<SealStart> {
  const { header, fileKey } = await writeAgeHeader(recipients);
  const nonce = randomBytes(PAYLOAD_NONCE_BYTES);
  const key = parsePayloadKey(fileKey, nonce);
  return { start: Buffer.concat([header, nonce]), sealer: openSealer(key), key };
}

/** Seals bytes held in memory into an age v1 file. Throws AgeError `recipient`. */
export async function sealBytes(plain: Uint8Array, recipients: readonly string[]): Promise<Buffer> {
  const { start, sealer } = await startSeal(recipients);
  return Buffer.concat([start, Buffer.from(sealer.update(plain)), sealer.final()]);
}

/** Opens an age v1 file held in memory. Throws AgeError. */
export async function openBytes(sealed: Uint8Array, identities: readonly string[]): Promise<Buffer> {
  const file = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const { opener, payload } = await startOpen(file, identities);
  return Buffer.concat([...opener.update(payload), opener.final()]);
}

/**
 * Opens an age v1 file, streaming: `take` gets the plaintext in order. Throws AgeError, also after `take` has had some
 * of the plaintext (a truncated file is known only at its end), so keep what was taken apart until this resolves.
 */
export async function openFile(
  path: string,
  identities: readonly string[],
  take: TakePlaintext,
): Promise<OpenedFile> {
  const file = await open(path, 'r');
  try {
    return await openStream(file, identities, take);
  } finally {
    await file.close();
  }
}

async function openStream(
  file: FileHandle,
  identities: readonly string[],
  take: TakePlaintext,
): Promise<OpenedFile> {
  const outer = measure();
  const inner = measure();
  const give = async (plain: Buffer): Promise<void> => {
    inner.add(plain);
    await take(plain);
  };
  const first = await readStart(file);
  outer.add(first);
  const { opener, payload } = await startOpen(first, identities);
  await give(Buffer.concat(opener.update(payload)));
  for await (const sealed of pieces(file)) {
    outer.add(sealed);
    await give(Buffer.concat(opener.update(sealed)));
  }
  await give(opener.final());
  return {
    sealedBytes: outer.bytes(),
    sealedSha256: outer.sha256(),
    bytes: inner.bytes(),
    sha256: inner.sha256(),
  };
}

async function startOpen(
  file: Buffer,
  identities: readonly string[],
): Promise<{ opener: Opener; payload: Buffer }> {
  const headerBytes = measureHeader(file);
  if (headerBytes < 0) throw new AgeError('header');
  const fileKey = await readFileKey(file.subarray(0, headerBytes), identities);
  const payloadStart = headerBytes + PAYLOAD_NONCE_BYTES;
  if (file.length < payloadStart) throw new AgeError('truncated');
  const key = parsePayloadKey(fileKey, file.subarray(headerBytes, payloadStart));
  return { opener: openOpener(key), payload: file.subarray(payloadStart) };
}

async function readStart(file: FileHandle): Promise<Buffer> {
  const buffer = Buffer.alloc(MAX_HEADER_BYTES + PAYLOAD_NONCE_BYTES);
  let used = 0;
  while (used < buffer.length) {
    const { bytesRead } = await file.read(buffer, used, buffer.length - used);
    if (bytesRead === 0) break;
    used += bytesRead;
  }
  return buffer.subarray(0, used);
}

async function* pieces(file: FileHandle): AsyncGenerator<Buffer> {
  const buffer = Buffer.alloc(READ_BYTES);
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length);
    if (bytesRead === 0) return;
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
