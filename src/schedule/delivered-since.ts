import { dirname } from 'node:path';
import type { LedgerEntry } from '../artifacts/ledger-entry.ts';

/** A delivery that the record knows of. */
export interface Delivery {
  readonly run: string;
  readonly package: string;
}

/** Which delivery is asked for: of a decision file, by its SHA-256, into an output folder, since a time. */
interface AskedDelivery {
  readonly vedtak: string;
  readonly ut: string;
  readonly since: Date;
}

/**
 * The last such delivery by the record: what a batch that was killed may have made without writing it down. Pipelines may
 * share a folder, and one that waits for another must not take its delivery for its own. A run that died between intent and
 * record counts when its package has got its name.
 */
export function deliveredSince(
  entries: readonly LedgerEntry[],
  { vedtak, ut, since }: AskedDelivery,
  isThere: (path: string) => boolean,
): Delivery | undefined {
  const runs = new Set(
    entries.flatMap((e) => (e.type === 'run-started' && e.vedtak === vedtak ? [e.run] : [])),
  );
  const made = entries.filter(
    (e): e is Extract<LedgerEntry, { type: 'intent' }> =>
      e.type === 'intent' && runs.has(e.run) && new Date(e.tid) >= since && dirname(e.package) === ut,
  );
  return made
    .filter((e) => isThere(e.package))
    .map(({ run, package: path }) => ({ run, package: path }))
    .at(-1);
}
