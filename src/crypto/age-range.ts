import type { KeyObject } from 'node:crypto';
import { readSync } from 'node:fs';
import { CHUNK_BYTES, readChunk, TAG_BYTES } from './age-chunk.ts';

/** A complete age file that is open for reading, with the key of its payload. */
export interface SealedFile {
  readonly fd: number;
  readonly key: KeyObject;
  /** Where the first chunk starts: bytes of header and payload nonce. */
  readonly payloadOffset: number;
  readonly plaintextBytes: number;
}

/**
 * Plaintext from `start` up to `end` (bytes, `end` not included) of a complete age file; only the chunks that hold
 * them are read, and all of it is authenticated. Throws AgeError `damaged` or `truncated`.
 */
export function readSealedRange(file: SealedFile, start: number, end: number): Buffer {
  const first = Math.floor(start / CHUNK_BYTES);
  const lastOfFile = Math.max(0, Math.ceil(file.plaintextBytes / CHUNK_BYTES) - 1);
  const chunks: Buffer[] = [];
  for (let index = first; index * CHUNK_BYTES < end && index <= lastOfFile; index++)
    chunks.push(readChunk(file.key, index, index === lastOfFile, readSealedChunk(file, index)));
  return Buffer.concat(chunks).subarray(start - first * CHUNK_BYTES, end - first * CHUNK_BYTES);
}

function readSealedChunk(file: SealedFile, index: number): Buffer {
  const sealed = Buffer.allocUnsafe(CHUNK_BYTES + TAG_BYTES);
  const position = file.payloadOffset + index * sealed.length;
  let used = 0;
  for (let read = -1; read !== 0 && used < sealed.length; used += read)
    read = readSync(file.fd, sealed, used, sealed.length - used, position + used);
  return sealed.subarray(0, used);
}
