import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { LedgerEntry } from '../artifacts/ledger-entry.ts';
import { sha256 } from '../base/sha256.ts';
import { parseLine } from '../ledger/entry-line.ts';
import type { LedgerFiles } from '../ledger/ledger-files.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { readLedger } from '../ledger/read-ledger.ts';
import { isWaiting } from '../package/waiting.ts';

type Started = Extract<LedgerEntry, { type: 'run-started' }>;
type Waiting = Extract<LedgerEntry, { type: 'awaiting-approval' }>;
type Intent = Extract<LedgerEntry, { type: 'intent' }>;

/**
 * Records what became of runs that died in this output folder: a package that got its name was delivered, one that waits
 * for approval waits on, everything else was not delivered. Gives the names of the packages that wait. The caller holds
 * the lock of the folder, so a run without an end is dead.
 */
export async function reconcileRuns(
  ledger: Ledger,
  entries: readonly LedgerEntry[],
  ut: string,
): Promise<readonly string[]> {
  const ended = new Set(entries.flatMap((e) => (isEnd(e) && 'run' in e ? [e.run] : [])));
  const started = entries.filter(
    (e): e is Started => e.type === 'run-started' && e.ut === ut && !ended.has(e.run),
  );
  const waiting: string[] = [];
  for (const { run, saksnummer } of started) {
    const intent = entries.findLast((e): e is Intent => e.type === 'intent' && e.run === run);
    const found = intent === undefined ? 'nothing' : await findPackage(intent);
    const held = entries.find((e): e is Waiting => e.type === 'awaiting-approval' && e.run === run);
    const name = held === undefined ? null : basename(held.package);
    if (found === 'nothing' && name !== null && (await isWaiting(ut, name))) waiting.push(name);
    else if (intent === undefined)
      await ledger.append({ type: 'abandoned', run, saksnummer, reason: 'died' });
    else await ledger.append({ ...pick(intent), type: 'reconciled', found });
  }
  return waiting;
}

const isEnd = (entry: LedgerEntry): boolean =>
  entry.type === 'refused' ||
  entry.type === 'delivered' ||
  entry.type === 'abandoned' ||
  entry.type === 'recreated' ||
  entry.type === 'reconciled';

const pick = ({ run, saksnummer, package: path, manifest }: Intent) => ({
  run,
  saksnummer,
  package: path,
  manifest,
});

async function findPackage(intent: Intent): Promise<'delivered' | 'nothing'> {
  const manifest = await readFile(join(intent.package, 'manifest.json')).catch(() => undefined);
  return manifest !== undefined && sha256(manifest) === intent.manifest ? 'delivered' : 'nothing';
}

/** Every well-formed entry of the ledger in a state directory. */
export async function readEntries(state: string, files: LedgerFiles): Promise<readonly LedgerEntry[]> {
  const { entries } = await readLedger(state, files);
  return entries
    .split('\n')
    .map(parseLine)
    .filter((entry) => entry !== undefined);
}
