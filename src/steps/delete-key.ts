import { open, readdir, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { LedgerEvent } from '../artifacts/ledger-entry.ts';
import { sha256 } from '../base/sha256.ts';
import { refuse } from '../errors/pipeline-error.ts';
import { caseStem, openKeyStore } from '../keys/key-store.ts';
import { listDisclosures } from '../ledger/list-disclosures.ts';
import { hasSeries } from './case-record.ts';
import { openRecord } from './open-record.ts';
import { readRecord } from './read-record.ts';

type Deleted = Extract<LedgerEvent, { type: 'key-deletion' }>['files'];

/**
 * Deletes the koblingsnøkkel of a case, with all its versions: from then on no one can say who a løpenummer was. The
 * ledger is told before, with the SHA-256 of each file, and after, when they are seen to be gone. As long as data are out
 * a person must be found in them (GDPR article 7 third paragraph), so it is refused without a reason: `keys.data-out`.
 * Also throws `keys.no-key`, `keys.busy`, and the problems of the ledger.
 */
export async function deleteKey(
  request: { readonly dir: string; readonly saksnummer: string; readonly reason: string | null },
  now: () => Date,
): Promise<Deleted> {
  const { dir, saksnummer, reason } = request;
  const { state, ledger } = await openRecord(dir, now);
  const entries = await readRecord(state);
  const store = await openKeyStore({ dir, saksnummer, run: 'slett', now, adopts: [] });
  try {
    const begun = entries.findLast((e) => e.type === 'key-deletion' && e.saksnummer === saksnummer);
    const left = begun?.type === 'key-deletion' && begun.phase === 'begun' ? begun : null;
    const found = await listFiles(dir, saksnummer);
    if (left === null && found.length === 0 && !hasSeries(entries, saksnummer))
      throw refuse('run', 'keys.no-key', saksnummer, { saksnummer });
    if (left === null) checkConfirmed(entries, saksnummer, reason);
    const files = left?.files ?? found;
    const event = { type: 'key-deletion', saksnummer, files, reason: left?.reason ?? reason } as const;
    if (left === null) await ledger.append({ ...event, phase: 'begun' });
    await removeAll(dir, found);
    await ledger.append({ ...event, phase: 'done' });
    return files;
  } finally {
    await store.close();
  }
}

function checkConfirmed(
  entries: Parameters<typeof listDisclosures>[0],
  saksnummer: string,
  reason: string | null,
): void {
  const runs = listDisclosures(entries)
    .filter(({ disclosure, deletions }) => {
      return disclosure.saksnummer === saksnummer && !deletions.some(({ part }) => part === null);
    })
    .map(({ disclosure }) => disclosure.run);
  if (runs.length > 0 && reason === null) throw refuse('run', 'keys.data-out', saksnummer, { runs });
}

async function listFiles(dir: string, saksnummer: string): Promise<Deleted> {
  const folder = join(dir, 'noekler');
  const start = `${caseStem(saksnummer)}.`;
  const names = (await readdir(folder)).filter((name) => name.startsWith(start) && !name.endsWith('.sak'));
  return Promise.all(
    names.sort().map(async (file) => ({ file, sha256: sha256(await readFile(join(folder, file))) })),
  );
}

/** Removes the files and looks that none is left. */
async function removeAll(dir: string, files: Deleted): Promise<void> {
  const folder = join(dir, 'noekler');
  for (const { file } of files) await unlink(join(folder, file));
  const opened = await open(folder, 'r');
  await opened.sync().finally(() => opened.close());
  const left = await readdir(folder);
  if (files.some(({ file }) => left.includes(file))) throw new Error('a koblingsnøkkel is still there');
}
