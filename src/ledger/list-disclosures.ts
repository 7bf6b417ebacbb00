import { z } from 'zod';
import { disclosureSchema, type Disclosure } from '../artifacts/disclosure.ts';
import type { LedgerEntry } from '../artifacts/ledger-entry.ts';

/** A delivery and all that was recorded of it since. */
export interface DisclosedRun {
  readonly disclosure: Disclosure;
  /** When the package got its name, or was found to have it, UTC. */
  readonly delivered: string;
  readonly approvedBy: string | null;
  /** ISO date of receipt of data and følgebrev. */
  readonly received: string | null;
  /** Confirmed deletions; `part` null for the databruker's own. */
  readonly deletions: readonly { readonly part: string | null; readonly date: string }[];
  /** Run of the delivery that replaces this one. */
  readonly correctedBy: string | null;
  /** When a breach was discovered, UTC. */
  readonly breach: string | null;
}

type EntryOf<T extends LedgerEntry['type']> = Extract<LedgerEntry, { type: T }>;

/** Every delivery of a ledger in the order they were made (helseregisterloven § 19 h). Verify the ledger first. */
export function listDisclosures(entries: readonly LedgerEntry[]): readonly DisclosedRun[] {
  const runs = new Map<string, DisclosedRun>();
  for (const entry of entries) {
    if (entry.type === 'delivered') runs.set(entry.run, begin(plain(entry), entry.tid, entries));
    if (entry.type === 'reconciled' && entry.found === 'delivered') {
      const intent = ofRun(entries, 'intent', entry.run);
      if (intent !== undefined) runs.set(entry.run, begin(plain(intent), entry.tid, entries));
    }
    const run = 'run' in entry ? runs.get(entry.run) : undefined;
    if (run !== undefined) runs.set(run.disclosure.run, follow(run, entry));
  }
  return withCorrections([...runs.values()]);
}

const ofRun = <T extends LedgerEntry['type']>(
  entries: readonly LedgerEntry[],
  type: T,
  run: string,
): EntryOf<T> | undefined =>
  entries.find((e): e is EntryOf<T> => e.type === type && 'run' in e && e.run === run);

/** Of several, that of the one who published: an approval that died before it did was made again. */
const lastApproval = (entries: readonly LedgerEntry[], run: string): EntryOf<'approved'> | undefined =>
  entries.findLast((e): e is EntryOf<'approved'> => e.type === 'approved' && e.run === run);

const begin = (disclosure: Disclosure, delivered: string, entries: readonly LedgerEntry[]): DisclosedRun => ({
  disclosure,
  delivered,
  approvedBy: lastApproval(entries, disclosure.run)?.by ?? null,
  received: null,
  deletions: [],
  correctedBy: null,
  breach: null,
});

function follow(run: DisclosedRun, entry: LedgerEntry): DisclosedRun {
  if (entry.type === 'received') return { ...run, received: entry.date };
  if (entry.type === 'breach') return { ...run, breach: run.breach ?? entry.discovered };
  if (entry.type !== 'deleted') return run;
  return { ...run, deletions: [...run.deletions, { part: entry.part ?? null, date: entry.date }] };
}

/** The disclosure of an entry without what makes it an entry. */
const plain = (entry: EntryOf<'intent' | 'delivered'>): Disclosure =>
  z.object(disclosureSchema.shape).parse(entry);

function withCorrections(runs: readonly DisclosedRun[]): readonly DisclosedRun[] {
  const corrections = new Map(
    runs.flatMap(({ disclosure: { run, protokoll } }) =>
      protokoll?.retter === null || protokoll === undefined ? [] : [[protokoll.retter, run] as const],
    ),
  );
  return runs.map((r) => ({ ...r, correctedBy: corrections.get(r.disclosure.run) ?? null }));
}
