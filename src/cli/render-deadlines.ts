import type { CaseDeadline, RecordedDeadline, Saturday } from '../artifacts/deadlines.ts';

/** How Saturday was counted, which the sources leave open. */
export const describeSaturday = (saturday: Saturday): string =>
  saturday === 'virkedag'
    ? 'Saturday counted as a virkedag, the reading that ends first (the sources leave it open; --loerdag fridag)'
    : 'Saturday not counted as a virkedag (the sources leave it open; --loerdag virkedag)';

/** The deadline of a case in a few lines. */
export function renderCaseDeadline(deadline: CaseDeadline | null): string {
  if (deadline === null) return 'Deadline: not known, vedtak.soeknadKomplett is not in the decision file\n';
  const { virkedager, from, because, due, leftAtDecision, left, saturday } = deadline;
  const reason = because === 'rek' ? 'the approval by REK' : 'the complete application';
  const now =
    left < 0
      ? `late by ${-left} virkedager unless the data were made available by then (a warning, no refusal)`
      : `${left} virkedager left`;
  return [
    `Deadline: ${due}, ${virkedager} virkedager from ${reason} on ${from}, a day that is not counted; ${now}`,
    `  on the date of the decision ${leftAtDecision} were left`,
    `  ${describeSaturday(saturday)}`,
    '',
  ].join('\n');
}

const WHAT: Readonly<Record<RecordedDeadline['what'], string>> = {
  slettes: 'the databruker deletes',
  noekkelfil: 'other parties of the linkage delete their key files',
  klage: 'the time for a complaint ends',
  gyldigTil: 'the decision ceases to be valid',
  trukket: 'the decision is withdrawn, and the databruker has not confirmed the deletion of what is out',
  avvik: 'the 72 hours to tell Datatilsynet of a breach end (the hour is in `tilrette avvik`)',
};

/** What the record says is to come, a line each. */
export function renderRecorded(recorded: readonly RecordedDeadline[]): string {
  if (recorded.length === 0) return 'The record holds no date to come.\n';
  return recorded
    .map(({ due, days, saksnummer, run, what }) => {
      const when = describeDays(days);
      return `${due}  ${when.padEnd(14)}  ${saksnummer}  ${run}  ${WHAT[what]}\n`;
    })
    .join('');
}

function describeDays(days: number): string {
  if (days === 0) return 'today';
  const count = Math.abs(days) === 1 ? '1 day' : `${Math.abs(days)} days`;
  return days < 0 ? `${count} ago` : `in ${count}`;
}
