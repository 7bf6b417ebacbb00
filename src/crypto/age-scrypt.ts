import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { Stanza, type Identity, type Recipient } from 'age-encryption';
import type { Password } from './recipients.ts';

const CIPHER = 'chacha20-poly1305';
const TAG = { authTagLength: 16 } as const;
const ZERO_NONCE = Buffer.alloc(12);
const SALT_BYTES = 16;
const FILE_KEY_BYTES = 16;
const LABEL = Buffer.from('age-encryption.org/v1/scrypt');

/**
 * Our passwords hold 120 random bits, which no work factor adds to; 2^15 keeps opening a package of many files quick.
 * Files by others are read up to 2^20, which takes a gigabyte for a moment.
 */
const LOG_N = 15;
const MAX_LOG_N = 20;

/** The recipient that wraps a file key to a password (C2SP age, "The scrypt recipient type"), with a fresh salt. */
export const scryptRecipient = (password: Password): Recipient => ({
  wrapFileKey: (fileKey) => {
    const salt = randomBytes(SALT_BYTES);
    const cipher = createCipheriv(CIPHER, wrapKey(password, salt, LOG_N), ZERO_NONCE, TAG);
    const body = Buffer.concat([cipher.update(fileKey), cipher.final(), cipher.getAuthTag()]);
    return [new Stanza(['scrypt', unpadded(salt), String(LOG_N)], body)];
  },
});

/** The identity of a password; it fits none of the recipients of a file that is not encrypted to that password alone. */
export const scryptIdentity = (password: Password): Identity => ({
  unwrapFileKey: (stanzas) => {
    const stanza = stanzas.length === 1 ? stanzas[0] : undefined;
    const [type, salt = '', logN = ''] = stanza?.args ?? [];
    if (stanza === undefined || type !== 'scrypt') return null;
    if (!/^[1-9][0-9]?$/.test(logN) || Number(logN) > MAX_LOG_N) return null;
    return unwrap(stanza.body, wrapKey(password, Buffer.from(salt, 'base64'), Number(logN)));
  },
});

function unwrap(body: Uint8Array, key: Buffer): Uint8Array | null {
  if (body.length !== FILE_KEY_BYTES + TAG.authTagLength) return null;
  const decipher = createDecipheriv(CIPHER, key, ZERO_NONCE, TAG);
  decipher.setAuthTag(body.subarray(FILE_KEY_BYTES));
  const fileKey = decipher.update(body.subarray(0, FILE_KEY_BYTES));
  try {
    decipher.final();
    return fileKey;
  } catch {
    return null;
  }
}

function wrapKey(password: Password, salt: Buffer, logN: number): Buffer {
  const cost = { N: 2 ** logN, r: 8, p: 1, maxmem: 2 ** logN * 1024 + 2 ** 20 };
  return scryptSync(password, Buffer.concat([LABEL, salt]), 32, cost);
}

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
