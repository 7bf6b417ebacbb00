import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { identityToRecipient } from 'age-encryption';
import { parseAgeIdentities } from '../crypto/age-identities.ts';
import { parseAllowedSigners, type AllowedSigner } from '../crypto/allowed-signers.ts';
import { sshKeyBlob, writeSshPublicKey } from '../crypto/ssh-public-key.ts';
import { writeSshSignature } from '../crypto/ssh-signature.ts';
import { refuse, type PipelineError } from '../errors/pipeline-error.ts';
import {
  badPermissions,
  checkStats,
  directoryGuard,
  publicGuard,
  readGuarded,
  secretGuard,
} from './secret-file.ts';
import { statePaths } from './state-paths.ts';

/** Signs in the forvalter's name; the private key stays inside. */
interface Signer {
  /** Armored SSH signature in the namespace `tilrette`. */
  readonly sign: (message: Uint8Array) => string;
  /** OpenSSH line, without a comment. */
  readonly publicKey: string;
}

/** The forvalter's keys, read and checked. Printed or turned into JSON it shows public halves only. */
export interface State {
  readonly dir: string;
  readonly signer: Signer;
  /** All who may sign what this forvalter receives. */
  readonly senders: readonly AllowedSigner[];
  /** The forvalter's own keys among them, old ones too: those under the principal of the first line. */
  readonly ownSigners: readonly AllowedSigner[];
  /** The age identities, one a line, several while they are rotated; a function, so that no log can show them. */
  readonly identity: () => string;
  readonly recipient: string;
}

/**
 * Reads the keys in a state directory. Every file must be a plain file of the user who runs: secrets 0600, public ones
 * written by no one else; by mode and owner, so that it holds for root too. Public halves must belong to the secret ones.
 * Throws `keys.missing`, `keys.permissions`, `keys.unreadable`; no message holds anything read from a file.
 */
export async function openState(dir: string): Promise<State> {
  const owner = process.getuid?.();
  const paths = statePaths(dir);
  await checkDirectory(dir, owner);
  const signer = parseSigner(paths.signingKey, await readText(paths.signingKey, secretGuard(owner)));
  const identity = (await readText(paths.identity, secretGuard(owner))).trim();
  const recipient = (await readText(paths.recipient, publicGuard(owner))).trim();
  await checkIdentity(paths.identity, identity, recipient);
  const senders = parseSenders(
    paths.senders,
    await readText(paths.senders, publicGuard(owner)),
    signer.keyBlob,
  );
  const ownSigners = senders.filter((s) => s.principal === senders[0]?.principal);
  const { sign, publicKey } = signer;
  return { dir, signer: { sign, publicKey }, senders, ownSigners, identity: () => identity, recipient };
}

async function checkDirectory(dir: string, owner: number | undefined): Promise<void> {
  const stats = await stat(dir).catch(() => undefined);
  if (stats === undefined) throw refuse('run', 'keys.missing', dir, { file: null });
  const fault = checkStats(stats, directoryGuard(owner));
  if (fault !== undefined) throw badPermissions(dir, fault, directoryGuard(owner));
}

const readText = async (...args: Parameters<typeof readGuarded>): Promise<string> =>
  (await readGuarded(...args)).toString('utf8');

function parseSigner(path: string, pem: string): Signer & { readonly keyBlob: Buffer } {
  const key = parsePrivateKey(pem);
  if (key?.asymmetricKeyType !== 'ed25519') throw unreadable(path, 'an Ed25519 private key in PKCS#8 PEM');
  return {
    sign: (message) => writeSshSignature(message, key),
    publicKey: writeSshPublicKey(key),
    keyBlob: sshKeyBlob(createPublicKey(key)),
  };
}

/** The parser's own error is dropped: it may quote what it read. */
function parsePrivateKey(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}

async function checkIdentity(path: string, identity: string, recipient: string): Promise<void> {
  const derived = await Promise.all(
    parseAgeIdentities(identity).map((line) => identityToRecipient(line).catch(() => undefined)),
  );
  if (!derived.includes(recipient)) throw unreadable(path, 'an age identity that belongs to mottaker.txt');
}

function parseSenders(path: string, text: string, own: Buffer): readonly AllowedSigner[] {
  const { signers, badLines } = parseAllowedSigners(text);
  if (badLines.length > 0)
    throw unreadable(path, `allowed signers in every line, also line ${badLines.join(', ')}`);
  if (!signers[0]?.keyBlob.equals(own))
    throw unreadable(path, 'allowed signers, the key of signering.pem first');
  return signers;
}

const unreadable = (path: string, expected: string): PipelineError =>
  refuse('run', 'keys.unreadable', path, { file: basename(path), expected });
