import { z } from 'zod';
import type { LedgerEntry } from '../artifacts/ledger-entry.ts';
import { norwegianDay } from '../base/norwegian-day.ts';
import { refuse } from '../errors/pipeline-error.ts';
import type { DisclosedRun } from '../ledger/list-disclosures.ts';
import { findDisclosed } from './earlier-run.ts';
import { openRecord } from './open-record.ts';
import { readRecord } from './read-record.ts';
import { today } from './settings.ts';

/** What the databruker, or another party of the linkage, has told of a delivery; dates are ISO. */
export type Receipt =
  | { readonly type: 'received'; readonly run: string; readonly date: string | null }
  /** `part` null: the databruker has deleted. */
  | {
      readonly type: 'deleted';
      readonly run: string;
      readonly date: string | null;
      readonly part: string | null;
    };

/**
 * Records a receipt or a deletion, and gives the delivery as it was and the date that was recorded (today's, where none
 * is given), and the party by the name that the record has. Throws `ledger.run-unknown`, `ledger.already-recorded`,
 * `ledger.date`, `ledger.party`, and the problems of the ledger.
 */
export async function recordReceipt(
  dir: string,
  receipt: Receipt,
  now: () => Date,
): Promise<{ readonly run: DisclosedRun; readonly date: string; readonly part: string | null }> {
  const { state, ledger } = await openRecord(dir, now);
  const entries = await readRecord(state);
  const found = findDisclosed(entries, receipt.run);
  const part = receipt.type === 'deleted' ? partyOf(receipt.part, found, entries) : null;
  const date = receipt.date ?? today({ now });
  const option = receipt.type === 'received' ? '--mottatt' : '--slettet';
  checkDate(option, date, norwegianDay(new Date(found.delivered)), today({ now }));
  refuseTwice(found, receipt.type === 'deleted' ? { ...receipt, part } : receipt);
  const { run, saksnummer } = found.disclosure;
  if (receipt.type === 'received') await ledger.append({ type: 'received', run, saksnummer, date });
  else {
    await ledger.append({ type: 'deleted', run, saksnummer, date, ...(part === null ? {} : { part }) });
  }
  return { run: found, date, part };
}

/**
 * The party as the record names it, null for the databruker: those of the linkage, those to whom keys were handed over, and
 * who decided or holds the data for the databruker.
 * Case and space around the name are no difference. Throws `ledger.party`.
 */
function partyOf(
  given: string | null,
  { disclosure }: DisclosedRun,
  entries: readonly LedgerEntry[],
): string | null {
  if (given === null || same(given, disclosure.databruker)) return null;
  const handed = entries.flatMap((e) =>
    e.type === 'key-handed-over' && e.of === disclosure.run ? (e.part ?? []) : [],
  );
  const { myndighet, protokoll } = disclosure;
  const holders = [myndighet, ...(protokoll?.parter ?? []), protokoll?.mottaker.analyserom ?? myndighet];
  const parties = [...new Set([...holders, ...handed])];
  const found = parties.find((party) => same(party, given));
  if (found !== undefined) return found;
  throw refuse('ledger', 'ledger.party', '--slettet-av', { got: given, known: ['databruker', ...parties] });
}

const same = (a: string, b: string): boolean =>
  a.normalize('NFC').trim().toLowerCase() === b.normalize('NFC').trim().toLowerCase();

function checkDate(option: string, got: string, from: string, to: string): void {
  const exists = z.iso.date().safeParse(got).success;
  if (!exists || got < from || got > to) throw refuse('ledger', 'ledger.date', option, { got, from, to });
}

function refuseTwice({ received, deletions, disclosure }: DisclosedRun, receipt: Receipt): void {
  const twice = (what: string, date: string) =>
    refuse('ledger', 'ledger.already-recorded', disclosure.run, { what, date });
  if (receipt.type === 'received') {
    if (received !== null) throw twice('a recorded receipt', received);
    return;
  }
  const before = deletions.find(({ part }) => part === receipt.part);
  if (before !== undefined) throw twice('a recorded deletion by this party', before.date);
}
