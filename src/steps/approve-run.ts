import { readFile, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Disclosure } from '../artifacts/disclosure.ts';
import type { LedgerEntry } from '../artifacts/ledger-entry.ts';
import { PipelineError, refuse } from '../errors/pipeline-error.ts';
import type { State } from '../keys/state-directory.ts';
import { statePaths } from '../keys/state-paths.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { summariseLedger } from '../ledger/summarise-ledger.ts';
import { publishPackage } from '../package/publish.ts';
import type { Staging } from '../package/staging.ts';
import { verifyPackage, type VerifiedPackage } from '../package/verify.ts';
import { waitingStaging } from '../package/waiting.ts';
import { openRecord } from './open-record.ts';
import { inOutput } from './output.ts';
import { readRecord } from './read-record.ts';
import { reconcileRuns } from './reconcile-runs.ts';
import { today } from './settings.ts';

export interface Approval {
  /** State directory. */
  readonly dir: string;
  readonly run: string;
  /** Who approves or rejects. */
  readonly by: string;
  readonly reject: boolean;
}

export interface Approved {
  readonly saksnummer: string;
  readonly outcome: 'delivered' | 'rejected';
  /** The package; null when it was rejected. */
  readonly package: string | null;
}

/**
 * Publishes a package that waits, when another person than the one who prepared it says so (four eyes), or throws it
 * away. The package is verified first: what is published is what the run made. Throws `ledger.not-waiting`,
 * `ledger.four-eyes`, `ledger.approval-late`, `ledger.package-differs`, `run.output-busy`, and the problems of the ledger.
 */
export async function approveRun(approval: Approval, now: () => Date): Promise<Approved> {
  const { state, ledger } = await openRecord(approval.dir, now);
  const { ut } = findWaiting(await readRecord(state), approval.run);
  return inOutput({ ut }, { now }, async () => {
    const entries = await readRecord(state);
    await reconcileRuns(ledger, entries, ut);
    const { disclosure } = findWaiting(await readRecord(state), approval.run);
    const staging = waitingStaging(ut, basename(disclosure.package));
    if (approval.reject) return reject(ledger, staging, approval, disclosure);
    checkApprover(disclosure, approval.by);
    checkDate(disclosure, today({ now }));
    return publish(state, ledger, staging, approval, disclosure);
  });
}

interface Waiting {
  readonly ut: string;
  readonly disclosure: Disclosure;
}

function findWaiting(entries: readonly LedgerEntry[], run: string): Waiting {
  const outcome = summariseLedger(entries).find((r) => r.run === run)?.outcome ?? 'no such run';
  const waits = outcome === 'awaiting-approval' || outcome === 'intent';
  const started = entries.find((e) => e.type === 'run-started' && e.run === run);
  const held = entries.find((e) => e.type === 'awaiting-approval' && e.run === run);
  if (!waits || started?.type !== 'run-started' || held?.type !== 'awaiting-approval')
    throw refuse('ledger', 'ledger.not-waiting', run, { run, outcome });
  if (held.disclosure === undefined) throw refuse('ledger', 'ledger.run-not-kept', run, { run });
  return { ut: started.ut, disclosure: held.disclosure };
}

/** Names are equal when they differ in case and spacing only. */
function checkApprover({ protokoll }: Disclosure, by: string): void {
  const plain = (name: string): string =>
    name.normalize('NFKC').toLocaleLowerCase('nb').replace(/\s+/gu, ' ').trim();
  const preparedBy = protokoll?.utfoertAv ?? null;
  if (preparedBy !== null && plain(preparedBy) !== plain(by)) return;
  throw refuse('ledger', 'ledger.four-eyes', '--av', { by });
}

function checkDate({ run, gyldigTil }: Disclosure, day: string): void {
  if (gyldigTil !== undefined && day > gyldigTil)
    throw refuse('ledger', 'ledger.approval-late', run, { gyldigTil });
}

async function reject(
  ledger: Ledger,
  staging: Staging,
  { run, by }: Approval,
  { saksnummer }: Disclosure,
): Promise<Approved> {
  await ledger.append({ type: 'abandoned', run, saksnummer, reason: 'rejected', by });
  await rm(staging.folder, { recursive: true, force: true });
  return { saksnummer, outcome: 'rejected', package: null };
}

async function publish(
  state: State,
  ledger: Ledger,
  staging: Staging,
  { run, by }: Approval,
  disclosure: Disclosure,
): Promise<Approved> {
  const { manifest } = await verifyWaiting(state, staging, disclosure);
  const { saksnummer } = disclosure;
  await ledger.append({ type: 'approved', run, saksnummer, manifest: disclosure.manifest, by });
  await ledger.append({ type: 'intent', ...disclosure });
  const path = await publishPackage(staging, manifest);
  await ledger.append({ type: 'delivered', ...disclosure });
  return { saksnummer, outcome: 'delivered', package: path };
}

async function verifyWaiting(
  state: State,
  staging: Staging,
  { run, manifest }: Disclosure,
): Promise<VerifiedPackage> {
  const senders = await readFile(statePaths(state.dir).senders, 'utf8');
  const verified = await verifyPackage(staging.folder, senders).catch((error: unknown) => {
    if (!(error instanceof PipelineError)) throw error;
    const differs = refuse('ledger', 'ledger.package-differs', run, { run });
    return Promise.reject(new PipelineError('ledger', [...differs.problems, ...error.problems]));
  });
  if (verified.manifestSha256 !== manifest) throw refuse('ledger', 'ledger.package-differs', run, { run });
  return verified;
}
