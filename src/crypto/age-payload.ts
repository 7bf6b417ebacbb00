import type { KeyObject } from 'node:crypto';
import { CHUNK_BYTES, readChunk, TAG_BYTES, writeChunk } from './age-chunk.ts';
import { AgeError } from './age-error.ts';

/** Seals plaintext given in pieces of any size. What `update` and `final` give is valid until the next call. */
export interface Sealer {
  update(plain: Uint8Array): Buffer;
  /** The authenticated last chunk: without it a file does not open. */
  final(): Buffer;
}

/** Opens ciphertext given in pieces of any size; every byte it gives is authenticated. */
export interface Opener {
  update(sealed: Uint8Array): Buffer[];
  /** The last chunk; throws AgeError `truncated` or `damaged` when the file does not end where it was sealed to end. */
  final(): Buffer;
}

const SEALED_BYTES = CHUNK_BYTES + TAG_BYTES;

/** A sealer of one payload (C2SP age, "Payload": STREAM over 64 KiB chunks). A key may seal one payload only. */
export function openSealer(key: KeyObject): Sealer {
  const pending = Buffer.allocUnsafe(CHUNK_BYTES);
  let held = 0;
  let index = 0;
  let output: Buffer = Buffer.alloc(0);

  const emit = (last: boolean, plain: Uint8Array, offset: number): number =>
    offset + writeChunk(key, index++, last, plain, output, offset);

  // A full chunk is held back until more plaintext comes, since only then is it known not to be the last.
  const update = (plain: Uint8Array): Buffer => {
    output = enlarge(output, plain.length + held);
    let read = Math.min(CHUNK_BYTES - held, plain.length);
    pending.set(plain.subarray(0, read), held);
    held += read;
    if (read === plain.length) return output.subarray(0, 0);
    let written = emit(false, pending, 0);
    for (; plain.length - read > CHUNK_BYTES; read += CHUNK_BYTES)
      written = emit(false, plain.subarray(read, read + CHUNK_BYTES), written);
    pending.set(plain.subarray(read));
    held = plain.length - read;
    return output.subarray(0, written);
  };

  const final = (): Buffer => {
    output = enlarge(output, held);
    return output.subarray(0, emit(true, pending.subarray(0, held), 0));
  };
  return { update, final };
}

/** An opener of one payload, after its nonce. Refuses an empty last chunk that is not the only one. */
export function openOpener(key: KeyObject): Opener {
  const pending = Buffer.allocUnsafe(SEALED_BYTES);
  let held = 0;
  let index = 0;

  const update = (sealed: Uint8Array): Buffer[] => {
    const opened: Buffer[] = [];
    for (let read = 0; read < sealed.length;) {
      if (held === SEALED_BYTES) {
        opened.push(readChunk(key, index++, false, pending));
        held = 0;
      }
      const taken = Math.min(SEALED_BYTES - held, sealed.length - read);
      pending.set(sealed.subarray(read, read + taken), held);
      held += taken;
      read += taken;
    }
    return opened;
  };

  const final = (): Buffer => {
    const plain = readChunk(key, index, true, pending.subarray(0, held));
    if (plain.length === 0 && index > 0) throw new AgeError('damaged');
    return plain;
  };
  return { update, final };
}

function enlarge(output: Buffer, plainBytes: number): Buffer {
  const needed = (Math.floor(plainBytes / CHUNK_BYTES) + 1) * SEALED_BYTES;
  return output.length < needed ? Buffer.allocUnsafe(needed) : output;
}
