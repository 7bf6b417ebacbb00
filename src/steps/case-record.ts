import type { Disclosure } from '../artifacts/disclosure.ts';
import type { LedgerEntry } from '../artifacts/ledger-entry.ts';
import { listDisclosures } from '../ledger/list-disclosures.ts';
import { refuse } from '../errors/pipeline-error.ts';
import type { KeyStore } from '../keys/key-store.ts';
import { summariseLedger } from '../ledger/summarise-ledger.ts';

/** The last delivery of a case; null where there is none. */
export const lastDisclosure = (entries: readonly LedgerEntry[], saksnummer: string): Disclosure | null =>
  listDisclosures(entries).findLast(({ disclosure }) => disclosure.saksnummer === saksnummer)?.disclosure ??
  null;

/** How often the koblingsnøkkel of a case has been deleted: as many series of løpenumre have ended. */
export const countDeletions = (entries: readonly LedgerEntry[], saksnummer: string): number =>
  entries.filter((e) => e.type === 'key-deletion' && e.saksnummer === saksnummer && e.phase === 'done')
    .length;

/** Whether løpenumre of the case have been given out whose koblingsnøkkel was not deleted since. */
export function hasSeries(entries: readonly LedgerEntry[], saksnummer: string): boolean {
  const gaveNumbers = (e: LedgerEntry): boolean =>
    e.type === 'delivered' ||
    e.type === 'awaiting-approval' ||
    (e.type === 'reconciled' && e.found === 'delivered');
  const ofCase = entries.filter((e) => 'saksnummer' in e && e.saksnummer === saksnummer);
  const ended = ofCase.findLastIndex((e) => e.type === 'key-deletion' && e.phase === 'done');
  return ofCase.findLastIndex(gaveNumbers) > ended;
}

/** New numbers in place of lost ones would be other numbers for persons who have them. Throws `keys.store-lost`. */
export function checkStoreThere(
  { stored, adopted }: Pick<KeyStore, 'stored' | 'adopted'>,
  entries: readonly LedgerEntry[],
  saksnummer: string,
): void {
  if (stored === null && adopted === null && hasSeries(entries, saksnummer))
    throw refuse('run', 'keys.store-lost', saksnummer, { saksnummer });
}

/** Runs that wait for approval, those among them whose approval died between intent and name. */
export function listWaiting(entries: readonly LedgerEntry[]): readonly string[] {
  const held = new Set(entries.flatMap((e) => (e.type === 'awaiting-approval' ? [e.run] : [])));
  return summariseLedger(entries).flatMap(({ run, outcome }) =>
    outcome === 'awaiting-approval' || (outcome === 'intent' && held.has(run)) ? [run] : [],
  );
}
