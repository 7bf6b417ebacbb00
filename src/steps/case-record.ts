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

/** Tables of counts have no løpenumre. */
export const hasNumbers = (disclosure: Disclosure): boolean => !('statistikk' in disclosure);

/** Whether løpenumre of the case have been given out whose koblingsnøkkel was not deleted since. */
export function hasSeries(entries: readonly LedgerEntry[], saksnummer: string): boolean {
  const ended = entries.findLastIndex(
    (e) => e.type === 'key-deletion' && e.saksnummer === saksnummer && e.phase === 'done',
  );
  const without = new Set(entries.flatMap((e) => ('run' in e && 'statistikk' in e ? [e.run] : [])));
  const waiting = entries.flatMap((e) => (e.type === 'awaiting-approval' ? (e.disclosure ?? []) : []));
  const out = [...listDisclosures(entries).map(({ disclosure }) => disclosure), ...waiting];
  const runs = out.filter((d) => d.saksnummer === saksnummer && hasNumbers(d)).map(({ run }) => run);
  const gave = (e: LedgerEntry): boolean =>
    'run' in e && OUT.has(e.type) && runs.includes(e.run) && !without.has(e.run);
  return entries.some((e, i) => i > ended && gave(e));
}

const OUT: ReadonlySet<LedgerEntry['type']> = new Set(['delivered', 'awaiting-approval', 'reconciled']);

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
