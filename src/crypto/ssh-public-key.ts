import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { parseSshStrings, sshString } from './ssh-wire.ts';

/** The only key type this program signs with or accepts. */
export const SSH_KEY_TYPE = 'ssh-ed25519';

/** The wire form of an Ed25519 key's public half (RFC 8709, section 4); a private key gives that of its public one. */
export function sshKeyBlob(key: KeyObject): Buffer {
  const { x } = publicHalf(key).export({ format: 'jwk' });
  if (key.asymmetricKeyType !== 'ed25519' || x === undefined) throw new Error('expected an Ed25519 key');
  return Buffer.concat([sshString(SSH_KEY_TYPE), sshString(Buffer.from(x, 'base64url'))]);
}

/** The public half of an Ed25519 key as OpenSSH writes it: `ssh-ed25519 AAAA…`, without a comment. */
export function writeSshPublicKey(key: KeyObject): string {
  return `${SSH_KEY_TYPE} ${sshKeyBlob(key).toString('base64')}`;
}

/** The public key of a wire form; null when it is not a well-formed Ed25519 key. */
export function parseSshKeyBlob(blob: Buffer): KeyObject | null {
  const [type, point] = parseSshStrings(blob, 2) ?? [];
  if (type?.toString() !== SSH_KEY_TYPE || point?.length !== 32) return null;
  return createPublicKey({
    format: 'jwk',
    key: { kty: 'OKP', crv: 'Ed25519', x: point.toString('base64url') },
  });
}

/** Fingerprint of a wire form, as `ssh-keygen -l` prints it: `SHA256:…`. */
export function sshFingerprint(blob: Buffer): string {
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}

const publicHalf = (key: KeyObject): KeyObject => (key.type === 'private' ? createPublicKey(key) : key);
