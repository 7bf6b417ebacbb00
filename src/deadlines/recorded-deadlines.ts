import type { RecordedDeadline } from '../artifacts/deadlines.ts';
import { norwegianDay } from '../base/norwegian-day.ts';
import type { RunSummary } from '../ledger/summarise-ledger.ts';
import { dateOf, dayOf, daysBetween } from './calendar.ts';

/** Three weeks to complain (forvaltningsloven § 29), in days. */
export const COMPLAINT_DAYS = 21;

/**
 * What the record says is still to come, or overdue: deletion by the databruker, and of key files by other parties of the
 * linkage, that is not confirmed; the end of the time for a complaint, from the receipt of data and følgebrev, until it is
 * over; the last day of decisions still valid; and the day on which the 72 hours to tell Datatilsynet of a breach end, until
 * it is over. Data that are out under the decision of the case `withdrawn` are due today. Sorted by date; `today` is an ISO
 * date.
 */
export function recordedDeadlines(
  runs: readonly RunSummary[],
  today: string,
  withdrawn: string | null,
): readonly RecordedDeadline[] {
  return runs
    .filter(({ outcome }) => outcome === 'delivered')
    .flatMap((run) => [
      ...deletion(run),
      ...keyDeletion(run),
      ...complaint(run, today),
      ...validity(run, today),
      ...breach(run, today),
      ...outUnder(run, today, withdrawn),
    ])
    .map((found) => ({ ...found, days: daysBetween(today, found.due) }))
    .sort((a, b) => a.due.localeCompare(b.due) || a.run.localeCompare(b.run));
}

type Due = Omit<RecordedDeadline, 'days'>;

const dueOn = ({ run, saksnummer }: RunSummary, what: Due['what'], due: string): Due => ({
  saksnummer: saksnummer ?? '-',
  run,
  what,
  due,
});

const deletion = (run: RunSummary): Due[] =>
  run.slettes === null || run.deleted !== null ? [] : [dueOn(run, 'slettes', run.slettes)];

const keyDeletion = (run: RunSummary): Due[] =>
  run.slettes === null || run.keyFiles.length === 0 ? [] : [dueOn(run, 'noekkelfil', run.slettes)];

function complaint(run: RunSummary, today: string): Due[] {
  if (run.received === null) return [];
  const due = dateOf(dayOf(run.received) + COMPLAINT_DAYS);
  return due < today ? [] : [dueOn(run, 'klage', due)];
}

const validity = (run: RunSummary, today: string): Due[] =>
  run.gyldigTil === null || run.gyldigTil < today ? [] : [dueOn(run, 'gyldigTil', run.gyldigTil)];

/** 72 hours to tell Datatilsynet (GDPR article 33), in milliseconds. */
export const NOTICE_MS = 72 * 3_600_000;

function breach(run: RunSummary, today: string): Due[] {
  if (run.breach === null) return [];
  const due = norwegianDay(new Date(Date.parse(run.breach) + NOTICE_MS));
  return due < today ? [] : [dueOn(run, 'avvik', due)];
}

const outUnder = (run: RunSummary, today: string, withdrawn: string | null): Due[] =>
  run.saksnummer !== withdrawn || run.deleted !== null ? [] : [dueOn(run, 'trukket', today)];
