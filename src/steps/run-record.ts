import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../base/make-folder.ts';
import type { Disclosure } from '../artifacts/disclosure.ts';
import type { LedgerEntry } from '../artifacts/ledger-entry.ts';
import { runRecordSchema, type RunRecord } from '../artifacts/run-record.ts';
import { sha256 } from '../base/sha256.ts';
import { refuse } from '../errors/pipeline-error.ts';
import { summariseLedger, type RunSummary } from '../ledger/summarise-ledger.ts';
import { writeDurably, writing } from '../package/durable-file.ts';

const pathOf = (dir: string, run: string): string => join(dir, 'kjoeringer', `${run}.json`);

/** Keeps what is needed to make a delivery again, and gives its SHA-256. Throws `package.write-failed`. */
export async function writeRunRecord(dir: string, record: RunRecord): Promise<string> {
  const { run } = record.manifest;
  const text = `${JSON.stringify(runRecordSchema.parse(record))}\n`;
  await writing(`kjoeringer/${run}.json`, async () => {
    await makeFolder(join(dir, 'kjoeringer'), 0o700);
    await writeDurably(pathOf(dir, run), text);
  });
  return sha256(text);
}

/**
 * Throws away what was kept of runs that came to nothing, and of deliveries that the databruker has confirmed to have
 * deleted: nobody makes those again. Runs that go on or wait, and all that is out, are kept. Throws `package.write-failed`.
 */
export async function pruneRunRecords(dir: string, entries: readonly LedgerEntry[]): Promise<void> {
  const over = new Set(summariseLedger(entries).flatMap((run) => (isOver(run) ? [`${run.run}.json`] : [])));
  const folder = join(dir, 'kjoeringer');
  const names = await readdir(folder).catch(() => []);
  await writing('kjoeringer', async () => {
    for (const name of names.filter((one) => over.has(one))) await rm(join(folder, name), { force: true });
  });
}

function isOver({ outcome, deleted }: RunSummary): boolean {
  if (outcome === 'delivered') return deleted !== null;
  return outcome === 'refused' || outcome === 'abandoned' || outcome === 'recreated';
}

/** What was kept of a delivery, as its entry in the ledger says. Throws `ledger.run-not-kept`. */
export async function readRunRecord(
  dir: string,
  { run, kjoering }: Pick<Disclosure, 'run' | 'kjoering'>,
): Promise<RunRecord> {
  const text = await readFile(pathOf(dir, run), 'utf8').catch(() => null);
  if (text === null || sha256(text) !== kjoering) throw refuse('ledger', 'ledger.run-not-kept', run, { run });
  return runRecordSchema.parse(JSON.parse(text));
}
