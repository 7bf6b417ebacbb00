import type { LedgerEntry } from '../artifacts/ledger-entry.ts';
import type { RunRecord } from '../artifacts/run-record.ts';
import { refuse } from '../errors/pipeline-error.ts';
import type { State } from '../keys/state-directory.ts';
import { listDisclosures, type DisclosedRun } from '../ledger/list-disclosures.ts';
import { summariseLedger } from '../ledger/summarise-ledger.ts';
import { readRecord } from './read-record.ts';
import { readRunRecord } from './run-record.ts';
import type { RecordSettings } from './settings.ts';

/** The delivery of a run. Throws `ledger.run-unknown`. */
export function findDisclosed(entries: readonly LedgerEntry[], run: string): DisclosedRun {
  const found = listDisclosures(entries).find(({ disclosure }) => disclosure.run === run);
  if (found !== undefined) return found;
  const outcome = summariseLedger(entries).find((r) => r.run === run)?.outcome ?? 'no such run';
  throw refuse('ledger', 'ledger.run-unknown', run, { run, outcome });
}

/** The delivery that a run corrects, and what was kept of the one it makes again. */
export interface EarlierRuns {
  readonly corrects: DisclosedRun | null;
  readonly recreates: RunRecord | null;
}

/** Throws `ledger.run-unknown`, `ledger.run-not-kept`, and where a run is named the problems of `verifyLedger`. */
export async function readEarlierRuns(state: State, settings: RecordSettings): Promise<EarlierRuns> {
  const { corrects, recreates } = settings;
  if (corrects === null && recreates === null) return { corrects: null, recreates: null };
  const entries = await readRecord(state);
  return {
    corrects: corrects === null ? null : findDisclosed(entries, corrects),
    recreates:
      recreates === null
        ? null
        : await readRunRecord(state.dir, findDisclosed(entries, recreates).disclosure),
  };
}

/** Refuses to correct a delivery of another case: `ledger.other-case`. */
export function checkSameCase({ corrects, recreates }: EarlierRuns, saksnummer: string): void {
  for (const earlier of [corrects?.disclosure, recreates?.manifest]) {
    if (earlier === undefined || earlier.saksnummer === saksnummer) continue;
    const { run, saksnummer: other } = earlier;
    throw refuse('ledger', 'ledger.other-case', run, { run, saksnummer, other });
  }
}
