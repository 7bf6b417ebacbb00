import {
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  pbkdf2Sync,
  scryptSync,
  type KeyObject,
} from 'node:crypto';
import { CipherError } from './cipher-error.ts';

/** An X25519 key pair; `publicBytes` are the 32 of the public half. */
export interface Crypt4ghKey {
  readonly secret: KeyObject;
  readonly publicBytes: Buffer;
}

const PUBLIC =
  /^\s*-----BEGIN CRYPT4GH PUBLIC KEY-----\s+([A-Za-z0-9+/=\s]+?)-----END CRYPT4GH PUBLIC KEY-----\s*$/;
const SECRET =
  /^\s*-----BEGIN CRYPT4GH (?:ENCRYPTED )?PRIVATE KEY-----\s+([A-Za-z0-9+/=\s]+?)-----END CRYPT4GH (?:ENCRYPTED )?PRIVATE KEY-----\s*$/;
const BARE = /^[A-Za-z0-9+/]{43}=$/;
const KEY_BYTES = 32;
const MAGIC = Buffer.from('c4gh-v1');
/** What DER says before the 32 bytes of an X25519 key (RFC 8410). */
const SPKI = Buffer.from('302a300506032b656e032100', 'hex');
const PKCS8 = Buffer.from('302e020100300506032b656e04220420', 'hex');

const malformed = (): CipherError => new CipherError('crypt4gh', 'identity-malformed');

/** The 32 bytes of a public key as `crypt4gh-keygen` writes it, or of their bare base64; null when it is neither. */
export function parseCrypt4ghPublicKey(text: string): Buffer | null {
  const base64 = PUBLIC.exec(text)?.[1] ?? (BARE.test(text.trim()) ? text : '');
  const key = Buffer.from(base64, 'base64');
  return key.length === KEY_BYTES ? key : null;
}

/** A key pair for one file. */
export function makeCrypt4ghKey(): Crypt4ghKey {
  return withPublic(generateKeyPairSync('x25519').privateKey);
}

/**
 * The key pair of a Crypt4GH secret key file, locked with a passphrase (scrypt, or PBKDF2 with SHA-256) or not; the
 * passphrase is asked for where it is needed. Throws CipherError `identity-malformed`, also for a wrong passphrase.
 */
export async function readCrypt4ghKey(
  text: string,
  password: () => Promise<Uint8Array>,
): Promise<Crypt4ghKey> {
  const blob = Buffer.from(SECRET.exec(text)?.[1] ?? '', 'base64');
  if (!blob.subarray(0, MAGIC.length).equals(MAGIC)) throw malformed();
  const fields = openFields(blob.subarray(MAGIC.length));
  const kdf = fields.next().toString();
  const salted = kdf === 'none' ? Buffer.alloc(0) : fields.next();
  const cipher = fields.next().toString();
  const data = fields.next();
  if (kdf === 'none') return fromBytes(data);
  if (cipher !== 'chacha20_poly1305' || salted.length < 4) throw malformed();
  return fromBytes(unlock(data, derive(kdf, await password(), salted.subarray(4), salted.readUInt32BE(0))));
}

/**
 * The key that reader and writer share (GA4GH Crypt4GH 1.0, 2.2.3): the first half of the BLAKE2b of the Diffie-Hellman
 * value, the reader's and the writer's public key. Throws an Error when the other's key is a point of low order.
 */
export function shareKey(own: Crypt4ghKey, other: Buffer, role: 'reader' | 'writer'): Buffer {
  const publicKey = createPublicKey({ key: Buffer.concat([SPKI, other]), format: 'der', type: 'spki' });
  const secret = diffieHellman({ privateKey: own.secret, publicKey });
  const order = role === 'reader' ? [own.publicBytes, other] : [other, own.publicBytes];
  return createHash('blake2b512')
    .update(Buffer.concat([secret, ...order]))
    .digest()
    .subarray(0, KEY_BYTES);
}

function derive(kdf: string, password: Uint8Array, salt: Buffer, rounds: number): Buffer {
  if (kdf === 'scrypt') return scryptSync(password, salt, KEY_BYTES, { N: 16_384, r: 8, p: 1 });
  if (kdf === 'pbkdf2_hmac_sha256') return pbkdf2Sync(password, salt, rounds, KEY_BYTES, 'sha256');
  throw malformed();
}

function unlock(data: Buffer, key: Buffer): Buffer {
  if (data.length !== 12 + KEY_BYTES + 16) throw malformed();
  const decipher = createDecipheriv('chacha20-poly1305', key, data.subarray(0, 12), { authTagLength: 16 });
  decipher.setAuthTag(data.subarray(-16));
  const plain = decipher.update(data.subarray(12, -16));
  try {
    decipher.final();
  } catch {
    throw malformed();
  }
  return plain;
}

function fromBytes(bytes: Buffer): Crypt4ghKey {
  if (bytes.length !== KEY_BYTES) throw malformed();
  return withPublic(createPrivateKey({ key: Buffer.concat([PKCS8, bytes]), format: 'der', type: 'pkcs8' }));
}

const withPublic = (secret: KeyObject): Crypt4ghKey => ({
  secret,
  publicBytes: createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(SPKI.length),
});

/** Strings with their lengths in two bytes before them. */
function openFields(blob: Buffer): { next: () => Buffer } {
  let at = 0;
  const next = (): Buffer => {
    if (at + 2 > blob.length) throw malformed();
    const end = at + 2 + blob.readUInt16BE(at);
    if (end > blob.length) throw malformed();
    const field = blob.subarray(at + 2, end);
    at = end;
    return field;
  };
  return { next };
}
