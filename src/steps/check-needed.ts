import { existsSync } from 'node:fs';
import type { LedgerEntry } from '../artifacts/ledger-entry.ts';
import { refuse } from '../errors/pipeline-error.ts';
import { deliveredSince } from '../schedule/delivered-since.ts';
import type { PrepareSettings } from './settings.ts';

/**
 * Refuses a run whose delivery has been made since it was asked for: by one that was left going when its batch died. To be
 * asked while the output is held, since only then no other run can come in between. Throws `run.delivered-already`.
 */
export function checkNeeded(
  entries: readonly LedgerEntry[],
  vedtak: string,
  { ut, unlessSince: since }: Pick<PrepareSettings, 'ut' | 'unlessSince'>,
): void {
  const made = since === undefined ? undefined : deliveredSince(entries, { vedtak, ut, since }, existsSync);
  if (since !== undefined && made !== undefined)
    throw refuse('run', 'run.delivered-already', ut, { run: made.run, since: since.toISOString() });
}
