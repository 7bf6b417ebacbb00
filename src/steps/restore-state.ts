import { readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { makeFolder } from '../base/make-folder.ts';
import { backupIndexSchema, type BackupIndex } from '../artifacts/backup-index.ts';
import { sha256 } from '../base/sha256.ts';
import { openBytes } from '../crypto/age-file.ts';
import { refuse, type PipelineError } from '../errors/pipeline-error.ts';
import { openState } from '../keys/state-directory.ts';
import { statePaths } from '../keys/state-paths.ts';
import { checkSignature } from '../package/check-signature.ts';
import { isTaken, writeDurably } from '../package/durable-file.ts';
import { BACKUP_INDEX, BACKUP_SIGNATURE } from './export-state.ts';
import { openRecord } from './open-record.ts';
import { readRecord } from './read-record.ts';

/**
 * Puts a copy of a state directory back where none is: every file opened and held against the signed index, the ledger
 * verified, then named in one step and recorded. What was recorded after the copy was made is not in it. Gives the index.
 * Throws `keys.exists`, `keys.backup`, what `openState` throws, and the problems of the ledger.
 */
export async function restoreState(
  request: { readonly from: string; readonly dir: string; readonly identities: readonly string[] },
  now: () => Date,
): Promise<BackupIndex> {
  const { from, dir, identities } = request;
  if (await isTaken(dir)) throw refuse('run', 'keys.exists', dir, { files: [basename(dir)] });
  const staging = join(dirname(dir), `.${basename(dir)}.gjenopprettes`);
  await rm(staging, { recursive: true, force: true });
  await makeFolder(staging, 0o700);
  try {
    const index = await openAll(from, staging, identities);
    await checkRestored(from, staging);
    await rename(staging, dir);
    const { ledger } = await openRecord(dir, now);
    await ledger.append({ type: 'keys-restored', made: index.laget, files: index.filer.length });
    return index;
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function openAll(from: string, staging: string, identities: readonly string[]): Promise<BackupIndex> {
  const index = await readIndex(from);
  for (const { fil, sha256: expected } of index.filer) {
    const sealed = await readFile(join(from, `${fil}.age`)).catch(() => null);
    if (sealed === null) throw invalid(from, `no ${fil}.age`);
    const plain = await openBytes(sealed, identities).catch(() => null);
    if (plain === null) throw invalid(from, `${fil}.age is damaged, or sealed to another identity`);
    if (sha256(plain) !== expected) throw invalid(from, `${fil}.age is not the file that was copied`);
    await makeFolder(dirname(join(staging, fil)), 0o700);
    await writeDurably(join(staging, fil), plain);
  }
  return index;
}

async function readIndex(from: string): Promise<BackupIndex> {
  try {
    return backupIndexSchema.parse(JSON.parse(await readFile(join(from, BACKUP_INDEX), 'utf8')));
  } catch {
    throw invalid(from, `no ${BACKUP_INDEX} of version 1`);
  }
}

/** The index must be signed by the forvalter whose keys it holds, and keys and ledger be whole. */
async function checkRestored(from: string, staging: string): Promise<void> {
  const state = await openState(staging);
  const senders = await readFile(statePaths(staging).senders, 'utf8');
  const signature = await readFile(join(from, BACKUP_SIGNATURE), 'utf8').catch(() => '');
  const { signer } = checkSignature(await readFile(join(from, BACKUP_INDEX)), signature, senders);
  if (signer === null) throw invalid(from, `${BACKUP_INDEX} without a signature of the forvalter`);
  await readRecord(state);
}

const invalid = (from: string, got: string): PipelineError =>
  refuse('run', 'keys.backup', basename(from), { got });
