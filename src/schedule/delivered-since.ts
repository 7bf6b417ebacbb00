import { dirname } from 'node:path';
import type { LedgerEntry } from '../artifacts/ledger-entry.ts';

/** A delivery that the record knows of. */
export interface Delivery {
  readonly run: string;
  readonly package: string;
}

/**
 * The last delivery into an output folder since a time, by the record: what a batch that was killed may have made without
 * writing it down. A run that died between intent and record counts when its package has got its name.
 */
export function deliveredSince(
  entries: readonly LedgerEntry[],
  ut: string,
  since: Date,
  isThere: (path: string) => boolean,
): Delivery | undefined {
  const made = entries.filter(
    (e): e is Extract<LedgerEntry, { type: 'intent' }> =>
      e.type === 'intent' && new Date(e.tid) >= since && dirname(e.package) === ut,
  );
  return made
    .filter((e) => isThere(e.package))
    .map(({ run, package: path }) => ({ run, package: path }))
    .at(-1);
}
