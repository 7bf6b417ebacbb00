import { createHash } from 'node:crypto';
import { open, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { acquireLock } from '../base/lock.ts';
import { parseAgeIdentities } from '../crypto/age-identities.ts';
import { openBytes, sealBytes } from '../crypto/age-file.ts';
import { refuse } from '../errors/pipeline-error.ts';
import { openState } from './state-directory.ts';
import { statePaths } from './state-paths.ts';

export interface Rotated {
  readonly recipient: string;
  /** Sealed files that were wrapped anew. */
  readonly stores: number;
}

/**
 * Gives the forvalter a new age identity and wraps every sealed file of the store anew; no løpenummer changes, which is
 * checked by hash before a file takes the place of the old. Both identities are valid until the last file is done, so a
 * rotation that was cut short is gone on with by calling again. Throws `keys.busy`, `keys.unreadable`.
 */
export async function rotateIdentity(dir: string, now: () => Date): Promise<Rotated> {
  const paths = statePaths(dir);
  const state = await openState(dir);
  const old = parseAgeIdentities(state.identity());
  const identity = old.length > 1 ? (old.at(-1) ?? '') : await generateX25519Identity();
  const all = [...old.filter((line) => line !== identity), identity];
  const recipient = await identityToRecipient(identity);
  await replace(paths.identity, `${all.join('\n')}\n`);
  await replace(paths.recipient, `${recipient}\n`);
  const wraps = { identities: all, identity, recipient };
  let stores = 0;
  for (const stem of await listStems(dir)) stores += await rewrapCase(dir, stem, wraps, now);
  await replace(paths.identity, `${identity}\n`);
  return { recipient, stores };
}

interface Wraps {
  readonly identities: readonly string[];
  readonly identity: string;
  readonly recipient: string;
}

/** Cases that have sealed files, and those that a run holds right now: it may be about to make some. */
async function listStems(dir: string): Promise<readonly string[]> {
  const stored = await namesIn(join(dir, 'noekler'));
  const held = (await namesIn(join(dir, 'laas')))
    .filter((name) => /^noekkel-[A-Za-z0-9_]+$/.test(name))
    .map((name) => name.slice('noekkel-'.length));
  return [...new Set([...stored.map((name) => name.replace(/\..*$/, '')), ...held])].sort();
}

const namesIn = (folder: string): Promise<string[]> =>
  readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });

async function rewrapCase(dir: string, stem: string, wraps: Wraps, now: () => Date): Promise<number> {
  const attempt = await acquireLock(join(dir, 'laas', `noekkel-${stem}`), { waitMs: 0, now });
  if (attempt.state === 'busy') {
    const { pid, host } = attempt.holder;
    throw refuse('run', 'keys.busy', stem, { saksnummer: stem, pid, host });
  }
  try {
    const folder = join(dir, 'noekler');
    const sealed = (await namesIn(folder)).filter(
      (name) => name.startsWith(`${stem}.`) && /\.age(\.forrige)?$/.test(name),
    );
    for (const name of sealed) await rewrap(join(folder, name), wraps);
    return sealed.length;
  } finally {
    await attempt.release();
  }
}

async function rewrap(path: string, { identities, identity, recipient }: Wraps): Promise<void> {
  const plain = await openBytes(await readFile(path), identities).catch(() => {
    const expected = 'a file sealed to an identity of this state directory';
    throw refuse('run', 'keys.unreadable', path, { file: path.replace(/^.*\//, ''), expected });
  });
  const sealed = await sealBytes(plain, [recipient]);
  const again = await openBytes(sealed, [identity]);
  const same = digest(plain) === digest(again);
  plain.fill(0);
  again.fill(0);
  if (!same) throw new Error('a koblingsnøkkel changed while it was wrapped');
  await replace(path, sealed);
}

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Puts a file in the place of another in one step, on the disk when it resolves. */
async function replace(path: string, content: string | Uint8Array): Promise<void> {
  const draft = `${path}.omslag.ny`;
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
  const folder = await open(join(path, '..'), 'r');
  await folder.sync().finally(() => folder.close());
}
