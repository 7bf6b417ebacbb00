import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { AgeError } from './age-error.ts';

/** Bytes of plaintext in every chunk but the last (C2SP age, "Payload"). */
export const CHUNK_BYTES = 65_536;
/** Bytes of the Poly1305 tag that follows each chunk. */
export const TAG_BYTES = 16;
/** Bytes of the payload nonce between the header and the first chunk. */
export const PAYLOAD_NONCE_BYTES = 16;

const CIPHER = 'chacha20-poly1305';
const NONCE_BYTES = 12;
const COUNTER_OFFSET = 3;
const LAST_FLAG_OFFSET = 11;

/** The key of one payload: HKDF-SHA-256 of the file key, salted with the payload nonce (C2SP age, "Payload"). */
export function parsePayloadKey(fileKey: Uint8Array, nonce: Uint8Array): KeyObject {
  return createSecretKey(new Uint8Array(hkdfSync('sha256', fileKey, nonce, 'payload', 32)));
}

/** Seals chunk `index` (from 0) into `output` at `offset` and gives the number of bytes written. */
export function writeChunk(
  key: KeyObject,
  index: number,
  last: boolean,
  plain: Uint8Array,
  output: Buffer,
  offset: number,
): number {
  const cipher = createCipheriv(CIPHER, key, chunkNonce(index, last), { authTagLength: TAG_BYTES });
  output.set(cipher.update(plain), offset);
  cipher.final();
  output.set(cipher.getAuthTag(), offset + plain.length);
  return plain.length + TAG_BYTES;
}

/**
 * Opens chunk `index` (from 0). Throws AgeError `truncated` when it is shorter than its tag, `damaged` when it is not
 * what was sealed at this place.
 */
export function readChunk(key: KeyObject, index: number, last: boolean, sealed: Uint8Array): Buffer {
  if (sealed.length < TAG_BYTES) throw new AgeError('truncated');
  const end = sealed.length - TAG_BYTES;
  const decipher = createDecipheriv(CIPHER, key, chunkNonce(index, last), { authTagLength: TAG_BYTES });
  decipher.setAuthTag(sealed.subarray(end));
  const plain = decipher.update(sealed.subarray(0, end));
  try {
    decipher.final();
  } catch {
    throw new AgeError('damaged');
  }
  return plain;
}

// The counter has eleven bytes; eight of them already number more chunks than any disk holds.
function chunkNonce(index: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(NONCE_BYTES);
  nonce.writeBigUInt64BE(BigInt(index), COUNTER_OFFSET);
  nonce[LAST_FLAG_OFFSET] = last ? 1 : 0;
  return nonce;
}
