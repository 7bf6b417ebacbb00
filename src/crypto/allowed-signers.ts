import type { KeyObject } from 'node:crypto';
import { parseSshKeyBlob, SSH_KEY_TYPE, writeSshPublicKey } from './ssh-public-key.ts';

/** The namespace of every signature this program makes or accepts. */
export const SIGNATURE_NAMESPACE = 'tilrette';

/** One who may sign. `namespaces` null means any. */
export interface AllowedSigner {
  readonly principal: string;
  readonly namespaces: readonly string[] | null;
  /** The key's wire form. */
  readonly keyBlob: Buffer;
}

/** Signers in the order of the file, and the lines (from 1) that could not be read. */
export interface AllowedSigners {
  readonly signers: readonly AllowedSigner[];
  readonly badLines: readonly number[];
}

/** A line of an allowed_signers file for an Ed25519 key; `ssh-keygen -Y verify` reads it. */
export function writeAllowedSigner(principal: string, key: KeyObject): string {
  if (!/^[^\s",*?!#][^\s",*?!]*$/.test(principal))
    throw new Error('a principal has no space, quote, comma or pattern');
  return `${principal} namespaces="${SIGNATURE_NAMESPACE}" ${writeSshPublicKey(key)}`;
}

/**
 * Reads an allowed_signers file (ssh-keygen(1), ALLOWED SIGNERS). Keys of other types than Ed25519 are passed over. Of
 * the options only `namespaces` is read, as exact names: a line with a certificate authority, a validity date or
 * anything else that would narrow what the key may sign is a bad line, so that it never counts for more than it says.
 */
export function parseAllowedSigners(text: string): AllowedSigners {
  const signers: AllowedSigner[] = [];
  const badLines: number[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    const signer = parseLine(line.trim());
    if (signer === 'bad') badLines.push(index + 1);
    else if (signer !== 'other-type') signers.push(signer);
  }
  return { signers, badLines };
}

const WORD = /(?:[^\s"]|"[^"]*")+/g;
const KEY_TYPE = /^(?:ssh|ecdsa|sk)-/;

function parseLine(line: string): AllowedSigner | 'bad' | 'other-type' {
  const [principal = '', second = '', ...others] = line.match(WORD) ?? [];
  const plain = KEY_TYPE.test(second);
  const [type = '', blob = ''] = plain ? [second, ...others] : others;
  const namespaces = plain ? null : parseNamespaces(second);
  if (namespaces === 'bad' || !KEY_TYPE.test(type)) return 'bad';
  if (type !== SSH_KEY_TYPE) return 'other-type';
  const keyBlob = Buffer.from(blob, 'base64');
  return parseSshKeyBlob(keyBlob) === null ? 'bad' : { principal, namespaces, keyBlob };
}

function parseNamespaces(options: string): readonly string[] | 'bad' {
  const names = /^namespaces="([^"]*)"$/i.exec(options)?.[1];
  return names === undefined ? 'bad' : names.split(',').map((name) => name.trim());
}
