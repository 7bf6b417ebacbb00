import { Decrypter, Encrypter, type Identity, type Recipient } from 'age-encryption';
import { AgeError } from './age-error.ts';

/** A new header, up to and including its MAC line, and the file key it wraps. */
export interface AgeHeader {
  readonly header: Buffer;
  readonly fileKey: Uint8Array;
}

const MAC_LINE = Buffer.from('\n--- ');

/**
 * Makes a fresh file key and the age v1 header that wraps it to the recipients (`age1…`, or what wraps for itself). The age library makes both
 * while it seals an empty payload, which is thrown away. Throws AgeError `recipient` when one cannot be used or none
 * is given.
 */
export async function writeAgeHeader(recipients: readonly (string | Recipient)[]): Promise<AgeHeader> {
  const witness = keyWitness();
  const encrypter = new Encrypter();
  try {
    if (recipients.length === 0) throw new AgeError('recipient');
    for (const recipient of recipients) encrypter.addRecipient(recipient);
    encrypter.addRecipient(witness.recipient);
    const sealed = Buffer.from(await encrypter.encrypt(new Uint8Array()));
    return { header: sealed.subarray(0, measureHeader(sealed)), fileKey: witness.fileKey() };
  } catch {
    throw new AgeError('recipient');
  }
}

/**
 * The file key of a header, by the first identity (`AGE-SECRET-KEY-…`) that fits; the header's MAC is checked.
 * Throws AgeError `identity-malformed` (also when none is given), `no-identity` when none fits, or `header` when it is malformed or altered.
 */
export async function readFileKey(
  header: Uint8Array,
  identities: readonly (string | Identity)[],
): Promise<Uint8Array> {
  const decrypter = new Decrypter();
  try {
    if (identities.length === 0) throw new AgeError('identity-malformed');
    for (const identity of identities) decrypter.addIdentity(identity);
  } catch {
    throw new AgeError('identity-malformed');
  }
  const lastResort = noMatchWitness();
  decrypter.addIdentity(lastResort.identity);
  try {
    return await decrypter.decryptHeader(header);
  } catch {
    throw new AgeError(lastResort.reached() ? 'no-identity' : 'header');
  }
}

/** Bytes of the header at the start of an age file; -1 when its end is not among the bytes given. */
export function measureHeader(start: Buffer): number {
  const macLine = start.indexOf(MAC_LINE);
  const end = macLine < 0 ? -1 : start.indexOf('\n', macLine + MAC_LINE.length);
  return end < 0 ? -1 : end + 1;
}

// A recipient that only looks at the file key and adds nothing to the header.
function keyWitness(): { recipient: Recipient; fileKey: () => Uint8Array } {
  let seen = new Uint8Array();
  const wrapFileKey = (fileKey: Uint8Array): [] => {
    seen = Uint8Array.from(fileKey);
    return [];
  };
  return { recipient: { wrapFileKey }, fileKey: () => seen };
}

// An identity that is asked only after all others have passed: the library's own error does not tell the cases apart.
function noMatchWitness(): { identity: Identity; reached: () => boolean } {
  let asked = false;
  const unwrapFileKey = (): null => {
    asked = true;
    return null;
  };
  return { identity: { unwrapFileKey }, reached: () => asked };
}
