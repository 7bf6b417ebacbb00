import { createHash, sign, verify, type KeyObject } from 'node:crypto';
import { SIGNATURE_NAMESPACE, type AllowedSigner } from './allowed-signers.ts';
import { parseSshKeyBlob, SSH_KEY_TYPE, sshFingerprint, sshKeyBlob } from './ssh-public-key.ts';
import { parseSshStrings, sshString, sshUint32 } from './ssh-wire.ts';

export type SignatureVerdict =
  | { readonly type: 'good'; readonly principal: string; readonly fingerprint: string }
  | { readonly type: 'malformed' }
  | { readonly type: 'wrong' }
  | { readonly type: 'unknown-signer'; readonly fingerprint: string };

const MAGIC = 'SSHSIG';
const HASH = 'sha512';
const BEGIN = '-----BEGIN SSH SIGNATURE-----';
const END = '-----END SSH SIGNATURE-----';
const ARMOR = new RegExp(`^\\s*${BEGIN}\\r?\\n([A-Za-z0-9+/=\\r\\n]+)${END}\\s*$`);

/**
 * Signs a message in the SSH signature format (OpenSSH PROTOCOL.sshsig), armored, in the namespace `tilrette` over
 * SHA-512, with an Ed25519 private key; `ssh-keygen -Y verify -n tilrette` reads it.
 */
export function writeSshSignature(message: Uint8Array, privateKey: KeyObject): string {
  const signature = sign(null, signedData(message), privateKey);
  const blob = Buffer.concat([
    Buffer.from(MAGIC),
    sshUint32(1),
    sshString(sshKeyBlob(privateKey)),
    sshString(SIGNATURE_NAMESPACE),
    sshString(''),
    sshString(HASH),
    sshString(Buffer.concat([sshString(SSH_KEY_TYPE), sshString(signature)])),
  ]);
  const lines = blob.toString('base64').match(/.{1,70}/g) ?? [];
  return [BEGIN, ...lines, END, ''].join('\n');
}

/**
 * Checks an armored SSH signature over a message. `good` only when it was made in the namespace `tilrette` by a key
 * that one of the signers holds for it; `wrong` when it was made over another message.
 */
export function verifySshSignature(
  message: Uint8Array,
  armored: string,
  signers: readonly AllowedSigner[],
): SignatureVerdict {
  const parsed = parseSignature(armored);
  if (parsed === null) return { type: 'malformed' };
  const { keyBlob, key, signature } = parsed;
  if (!verify(null, signedData(message), key, signature)) return { type: 'wrong' };
  const fingerprint = sshFingerprint(keyBlob);
  const signer = signers.find((s) => s.keyBlob.equals(keyBlob) && maySign(s));
  return signer === undefined
    ? { type: 'unknown-signer', fingerprint }
    : { type: 'good', principal: signer.principal, fingerprint };
}

const maySign = ({ namespaces }: AllowedSigner): boolean =>
  namespaces === null || namespaces.includes(SIGNATURE_NAMESPACE);

function signedData(message: Uint8Array): Buffer {
  const hash = createHash(HASH).update(message).digest();
  const parts = [SIGNATURE_NAMESPACE, '', HASH, hash].map((part) => sshString(part));
  return Buffer.concat([Buffer.from(MAGIC), ...parts]);
}

interface ParsedSignature {
  readonly keyBlob: Buffer;
  readonly key: KeyObject;
  readonly signature: Buffer;
}

function parseSignature(armored: string): ParsedSignature | null {
  const blob = Buffer.from(ARMOR.exec(armored)?.[1] ?? '', 'base64');
  const head = Buffer.concat([Buffer.from(MAGIC), sshUint32(1)]);
  if (!blob.subarray(0, head.length).equals(head)) return null;
  const [keyBlob, namespace, , hash, wrapped] = parseSshStrings(blob.subarray(head.length), 5) ?? [];
  if (keyBlob === undefined || wrapped === undefined) return null;
  if (namespace?.toString() !== SIGNATURE_NAMESPACE || hash?.toString() !== HASH) return null;
  const key = parseSshKeyBlob(keyBlob);
  const signature = parseRawSignature(wrapped);
  return key === null || signature === null ? null : { keyBlob, key, signature };
}

function parseRawSignature(wrapped: Buffer): Buffer | null {
  const [type, signature] = parseSshStrings(wrapped, 2) ?? [];
  return type?.toString() === SSH_KEY_TYPE && signature?.length === 64 ? signature : null;
}
