import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';
import type { Opener, Sealer } from './age-payload.ts';
import { CipherError } from './cipher-error.ts';

const CIPHER = 'chacha20-poly1305';
const SEGMENT_BYTES = 65_536;
const NONCE_BYTES = 12;
const TAG = { authTagLength: 16 } as const;
const OVERHEAD = NONCE_BYTES + TAG.authTagLength;
const SEALED_BYTES = SEGMENT_BYTES + OVERHEAD;

/**
 * Seals data in segments of 64 KiB, each with a random nonce (GA4GH Crypt4GH 1.0, 3). The format itself does not tell
 * when whole segments are missing or moved: the signed manifest does.
 */
export function openCrypt4ghSealer(key: Buffer): Sealer {
  const pending = Buffer.allocUnsafe(SEGMENT_BYTES);
  let held = 0;

  const update = (plain: Uint8Array): Buffer => {
    const output = Buffer.allocUnsafe((Math.floor((held + plain.length) / SEGMENT_BYTES) + 1) * SEALED_BYTES);
    let written = 0;
    for (let read = 0; read < plain.length;) {
      const taken = Math.min(SEGMENT_BYTES - held, plain.length - read);
      pending.set(plain.subarray(read, read + taken), held);
      held += taken;
      read += taken;
      if (held < SEGMENT_BYTES) break;
      written += writeSegment(key, pending, output.subarray(written));
      held = 0;
    }
    return output.subarray(0, written);
  };

  const final = (): Buffer => {
    const output = Buffer.allocUnsafe(held === 0 ? 0 : held + OVERHEAD);
    if (held > 0) writeSegment(key, pending.subarray(0, held), output);
    return output;
  };
  return { update, final };
}

/** Opens segments by the first of the keys that fits each. Throws CipherError `damaged` or `truncated`. */
export function openCrypt4ghOpener(keys: readonly Buffer[]): Opener {
  const pending = Buffer.allocUnsafe(SEALED_BYTES);
  let held = 0;

  const update = (sealed: Uint8Array): Buffer[] => {
    const opened: Buffer[] = [];
    for (let read = 0; read < sealed.length;) {
      const taken = Math.min(SEALED_BYTES - held, sealed.length - read);
      pending.set(sealed.subarray(read, read + taken), held);
      held += taken;
      read += taken;
      if (held < SEALED_BYTES) break;
      opened.push(readSegment(keys, pending));
      held = 0;
    }
    return opened;
  };

  const final = (): Buffer => {
    if (held === 0) return Buffer.alloc(0);
    if (held <= OVERHEAD) throw new CipherError('crypt4gh', 'truncated');
    return readSegment(keys, pending.subarray(0, held));
  };
  return { update, final };
}

function writeSegment(key: Buffer, plain: Buffer, output: Buffer): number {
  const nonce = randomFillSync(output.subarray(0, NONCE_BYTES));
  const cipher = createCipheriv(CIPHER, key, nonce, TAG);
  output.set(cipher.update(plain), NONCE_BYTES);
  cipher.final();
  output.set(cipher.getAuthTag(), NONCE_BYTES + plain.length);
  return plain.length + OVERHEAD;
}

function readSegment(keys: readonly Buffer[], sealed: Buffer): Buffer {
  const end = sealed.length - TAG.authTagLength;
  for (const key of keys) {
    const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES), TAG);
    decipher.setAuthTag(sealed.subarray(end));
    const plain = decipher.update(sealed.subarray(NONCE_BYTES, end));
    try {
      decipher.final();
      return plain;
    } catch {
      continue;
    }
  }
  throw new CipherError('crypt4gh', 'damaged');
}
