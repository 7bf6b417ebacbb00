import { z } from 'zod';
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
 * is given). Throws `ledger.run-unknown`, `ledger.already-recorded`, `ledger.date`, and the problems of the ledger.
 */
export async function recordReceipt(
  dir: string,
  receipt: Receipt,
  now: () => Date,
): Promise<{ readonly run: DisclosedRun; readonly date: string }> {
  const { state, ledger } = await openRecord(dir, now);
  const found = findDisclosed(await readRecord(state), receipt.run);
  const date = receipt.date ?? today({ now });
  const option = receipt.type === 'received' ? '--mottatt' : '--slettet';
  checkDate(option, date, norwegianDay(new Date(found.delivered)), today({ now }));
  refuseTwice(found, receipt);
  const { run, saksnummer } = found.disclosure;
  if (receipt.type === 'received') await ledger.append({ type: 'received', run, saksnummer, date });
  else {
    const part = receipt.part === null ? {} : { part: receipt.part };
    await ledger.append({ type: 'deleted', run, saksnummer, date, ...part });
  }
  return { run: found, date };
}

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
