import type { Disclosure } from '../artifacts/disclosure.ts';
import type { LedgerEntry } from '../artifacts/ledger-entry.ts';
import { listDisclosures } from '../ledger/list-disclosures.ts';
import { summariseLedger } from '../ledger/summarise-ledger.ts';

/** The last delivery of a case; null where there is none. */
export const lastDisclosure = (entries: readonly LedgerEntry[], saksnummer: string): Disclosure | null =>
  listDisclosures(entries).findLast(({ disclosure }) => disclosure.saksnummer === saksnummer)?.disclosure ??
  null;

/** How often the koblingsnøkkel of a case has been deleted: as many series of løpenumre have ended. */
export const countDeletions = (entries: readonly LedgerEntry[], saksnummer: string): number =>
  entries.filter((e) => e.type === 'key-deletion' && e.saksnummer === saksnummer && e.phase === 'done')
    .length;

/** Runs that wait for approval, those among them whose approval died between intent and name. */
export function listWaiting(entries: readonly LedgerEntry[]): readonly string[] {
  const held = new Set(entries.flatMap((e) => (e.type === 'awaiting-approval' ? [e.run] : [])));
  return summariseLedger(entries).flatMap(({ run, outcome }) =>
    outcome === 'awaiting-approval' || (outcome === 'intent' && held.has(run)) ? [run] : [],
  );
}
