import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { link, lstat, mkdir, open, rm, stat, unlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { makeFolder } from '../base/make-folder.ts';
import { writeAllowedSigner } from '../crypto/allowed-signers.ts';
import { writeSshPublicKey } from '../crypto/ssh-public-key.ts';
import { refuse } from '../errors/pipeline-error.ts';
import { badPermissions, checkStats, directoryGuard } from './secret-file.ts';
import { statePaths } from './state-paths.ts';

/** The public halves of new keys. */
export interface PublicKeys {
  /** OpenSSH line, for those who verify packages. */
  readonly publicKey: string;
  /** Line for an allowed_signers file. */
  readonly sender: string;
  /** Recipient (`age1…`) of what is sealed to the forvalter. */
  readonly recipient: string;
}

/**
 * Makes the forvalter's keys in the state directory: an Ed25519 signing key and an age identity, each file 0600 and
 * complete or absent. Throws `keys.exists` when any of the files is there, `keys.principal`, `keys.permissions`.
 */
export async function makeKeys(dir: string, principal: string): Promise<PublicKeys> {
  if (!/^[A-Za-z0-9][A-Za-z0-9._@+-]{0,127}$/.test(principal)) {
    throw refuse('run', 'keys.principal', '--prinsipal', { got: principal });
  }
  await makeFolder(dir, 0o700);
  const fault = checkStats(await stat(dir), directoryGuard(process.getuid?.()));
  if (fault !== undefined) throw badPermissions(dir, fault, directoryGuard(undefined));
  const { privateKey } = generateKeyPairSync('ed25519');
  const identity = await generateX25519Identity();
  const keys = {
    publicKey: `${writeSshPublicKey(privateKey)} ${principal}`,
    sender: writeAllowedSigner(principal, privateKey),
    recipient: await identityToRecipient(identity),
  };
  await writeTogether(dir, contentsOf(dir, keys, privateKey, identity));
  return keys;
}

type Contents = readonly (readonly [path: string, text: string])[];

function contentsOf(dir: string, keys: PublicKeys, privateKey: KeyObject, identity: string): Contents {
  const paths = statePaths(dir);
  return [
    [paths.signingKey, String(privateKey.export({ type: 'pkcs8', format: 'pem' }))],
    [paths.publicKey, `${keys.publicKey}\n`],
    [paths.senders, `${keys.sender}\n`],
    [paths.identity, `${identity}\n`],
    [paths.recipient, `${keys.recipient}\n`],
  ];
}

/** Writes all files aside, then gives them their names; a name that is taken by then undoes those given before. */
async function writeTogether(dir: string, contents: Contents): Promise<void> {
  await refuseExisting(contents);
  const aside = join(dir, `nye-noekler.${randomBytes(8).toString('hex')}`);
  await mkdir(aside, { mode: 0o700 });
  const named: string[] = [];
  try {
    for (const [path, text] of contents) await writeSynced(join(aside, basename(path)), text);
    for (const [path] of contents) {
      await link(join(aside, basename(path)), path);
      named.push(path);
    }
    await syncDirectory(dir);
  } catch (error) {
    for (const path of named) await unlink(path);
    await refuseExisting(contents);
    throw error;
  } finally {
    await rm(aside, { recursive: true });
  }
}

async function refuseExisting(contents: Contents): Promise<void> {
  const files: string[] = [];
  for (const [path] of contents) {
    const there = await lstat(path).catch(() => undefined);
    if (there !== undefined) files.push(basename(path));
  }
  if (files.length > 0) throw refuse('run', 'keys.exists', files.join(', '), { files });
}

async function writeSynced(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncDirectory(dir: string): Promise<void> {
  const directory = await open(dir, 'r');
  await directory.sync().finally(() => directory.close());
}
