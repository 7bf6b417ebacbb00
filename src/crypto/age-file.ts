import { randomBytes } from 'node:crypto';
import type { Identity, Recipient } from 'age-encryption';
import { PAYLOAD_NONCE_BYTES, parsePayloadKey } from './age-chunk.ts';
import { AgeError } from './age-error.ts';
import { measureHeader, readFileKey, writeAgeHeader } from './age-header.ts';
import { openOpener, openSealer, type Opener, type Sealer } from './age-payload.ts';
import { openMeasured, type OpenedFile, type TakePlaintext } from './measured-file.ts';
import { openStreamed } from './open-streamed.ts';

const MAX_HEADER_BYTES = 1_048_576;

/** The start of a new age file (header and payload nonce) and the sealer of what follows. */
export interface SealStart {
  readonly start: Buffer;
  readonly sealer: Sealer;
}

/** Who may open an age file: identities (`AGE-SECRET-KEY-…`), or what unwraps for itself. */
export type AgeIdentities = readonly (string | Identity)[];

/** Begins an age v1 file to the recipients (`age1…`) under a fresh file key. Throws AgeError `recipient`. */
export async function startSeal(recipients: readonly (string | Recipient)[]): Promise<SealStart> {
  const { header, fileKey } = await writeAgeHeader(recipients);
  const nonce = randomBytes(PAYLOAD_NONCE_BYTES);
  return { start: Buffer.concat([header, nonce]), sealer: openSealer(parsePayloadKey(fileKey, nonce)) };
}

/** Seals bytes held in memory into an age v1 file. Throws AgeError `recipient`. */
export async function sealBytes(plain: Uint8Array, recipients: readonly string[]): Promise<Buffer> {
  const { start, sealer } = await startSeal(recipients);
  return Buffer.concat([start, Buffer.from(sealer.update(plain)), sealer.final()]);
}

/** Opens an age v1 file held in memory. Throws AgeError. */
export async function openBytes(sealed: Uint8Array, identities: AgeIdentities): Promise<Buffer> {
  const file = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const { opener, payload } = await startOpen(file, identities);
  return Buffer.concat([...opener.update(payload), opener.final()]);
}

/**
 * Opens an age v1 file, streaming: `take` gets the plaintext in order. Throws AgeError, also after `take` has had some
 * of the plaintext (a truncated file is known only at its end), so keep what was taken apart until this resolves.
 */
export const openFile = (path: string, identities: AgeIdentities, take: TakePlaintext): Promise<OpenedFile> =>
  openMeasured(path, (pieces) => openAge(pieces, identities), take);

/** The plaintext of an age v1 file given in pieces of any size. Throws AgeError as `openFile` does. */
export const openAge = (pieces: AsyncIterable<Buffer>, identities: AgeIdentities): AsyncGenerator<Buffer> =>
  openStreamed(pieces, {
    begin: async (first) => (isStartWhole(first) ? startOpen(first, identities) : null),
    cutShort: (first) => new AgeError(measureHeader(first) < 0 ? 'header' : 'truncated'),
  });

function isStartWhole(start: Buffer): boolean {
  const headerBytes = measureHeader(start);
  if (headerBytes < 0 && start.length > MAX_HEADER_BYTES) throw new AgeError('header');
  return headerBytes >= 0 && start.length >= headerBytes + PAYLOAD_NONCE_BYTES;
}

async function startOpen(
  file: Buffer,
  identities: AgeIdentities,
): Promise<{ opener: Opener; payload: Buffer }> {
  const headerBytes = measureHeader(file);
  if (headerBytes < 0) throw new AgeError('header');
  const fileKey = await readFileKey(file.subarray(0, headerBytes), identities);
  const payloadStart = headerBytes + PAYLOAD_NONCE_BYTES;
  if (file.length < payloadStart) throw new AgeError('truncated');
  const key = parsePayloadKey(fileKey, file.subarray(headerBytes, payloadStart));
  return { opener: openOpener(key), payload: file.subarray(payloadStart) };
}
