import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { makeFolder } from '../base/make-folder.ts';
import { backupIndexSchema, type BackupIndex } from '../artifacts/backup-index.ts';
import { acquireLock } from '../base/lock.ts';
import { sha256 } from '../base/sha256.ts';
import { AgeError } from '../crypto/age-error.ts';
import { sealBytes } from '../crypto/age-file.ts';
import { refuse } from '../errors/pipeline-error.ts';
import type { State } from '../keys/state-directory.ts';
import { ledgerPaths } from '../ledger/paths.ts';
import { isTaken, writeDurably, writing } from '../package/durable-file.ts';
import { stagingName } from '../package/package-layout.ts';

/** Names of the index of a copy and of its signature. */
export const BACKUP_INDEX = 'kopi.json';
export const BACKUP_SIGNATURE = 'kopi.json.sig';

const FOLDERS = ['', 'noekler', 'kjoeringer'];
const LEFT_OUT = /\.ny$|^oversikt\.reserve$/;
const WAIT_MS = 30_000;

/**
 * Copies the state directory into a new folder: every file sealed to the recipient (`age1…`), so that plain age opens
 * it, and a signed index. The ledger stands still meanwhile. Gives the number of files. Throws `keys.target-exists`,
 * `keys.recipient`, `package.write-failed`, `ledger.busy`.
 */
export async function exportState(
  state: State,
  to: string,
  recipient: string,
  now: () => Date,
): Promise<number> {
  const staging = join(dirname(to), stagingName(basename(to)));
  return writing(basename(to), async () => {
    if (await isTaken(to)) throw refuse('package', 'keys.target-exists', to, { name: basename(to) });
    await rm(staging, { recursive: true, force: true });
    await makeFolder(staging, 0o700);
    try {
      const filer = await underLock(state.dir, now, () => copyAll(state.dir, staging, recipient));
      await writeIndex(staging, { versjon: 1, laget: now().toISOString(), filer }, state);
      await rename(staging, to);
      return filer.length;
    } finally {
      await rm(staging, { recursive: true, force: true });
    }
  });
}

async function underLock<T>(dir: string, now: () => Date, work: () => Promise<T>): Promise<T> {
  const { lock, entries } = ledgerPaths(dir);
  const attempt = await acquireLock(lock, { waitMs: WAIT_MS, now });
  if (attempt.state === 'busy') {
    const { pid, host } = attempt.holder;
    throw refuse('ledger', 'ledger.busy', entries, { pid, host });
  }
  return work().finally(() => attempt.release());
}

async function copyAll(dir: string, staging: string, recipient: string): Promise<BackupIndex['filer']> {
  const copied: BackupIndex['filer'] = [];
  for (const folder of FOLDERS) {
    if (!(await isTaken(join(dir, folder)))) continue;
    await makeFolder(join(staging, folder), 0o700);
    const files = (await readdir(join(dir, folder), { withFileTypes: true })).filter(
      (entry) => entry.isFile() && !LEFT_OUT.test(entry.name),
    );
    for (const { name } of files) {
      const fil = join(folder, name);
      const plain = await readFile(join(dir, fil));
      await writeDurably(join(staging, `${fil}.age`), await seal(plain, recipient));
      copied.push({ fil, sha256: sha256(plain) });
    }
  }
  return copied;
}

async function seal(plain: Uint8Array, recipient: string): Promise<Buffer> {
  return sealBytes(plain, [recipient]).catch((error: unknown) => {
    if (!(error instanceof AgeError)) throw error;
    throw refuse('package', 'keys.recipient', '--mottaker', {});
  });
}

async function writeIndex(staging: string, index: BackupIndex, { signer }: State): Promise<void> {
  const text = `${JSON.stringify(backupIndexSchema.parse(index), null, 2)}\n`;
  await writeDurably(join(staging, BACKUP_INDEX), text);
  await writeDurably(join(staging, BACKUP_SIGNATURE), signer.sign(Buffer.from(text)));
}
