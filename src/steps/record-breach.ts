import { NOTICE_MS } from '../deadlines/recorded-deadlines.ts';
import { refuse } from '../errors/pipeline-error.ts';
import type { DisclosedRun } from '../ledger/list-disclosures.ts';
import { listDisclosures } from '../ledger/list-disclosures.ts';
import { findDisclosed } from './earlier-run.ts';
import { openRecord } from './open-record.ts';
import { readRecord } from './read-record.ts';

/** A breach that concerns a delivery. */
export interface Breach {
  readonly run: DisclosedRun;
  /** When it was discovered, and by when Datatilsynet is to be told (GDPR article 33): 72 hours after; UTC. */
  readonly discovered: string;
  readonly due: string;
  /** Other deliveries under the same series of løpenumre, which can be put together with this one. */
  readonly sameSeries: readonly string[];
}

/**
 * Records a breach, once for each delivery: the first discovery counts. `discovered` null is now, or what is recorded; any
 * other time than that is refused. Throws `ledger.run-unknown`, `ledger.time`, `ledger.already-recorded`, and the problems
 * of the ledger.
 */
export async function recordBreach(
  request: { readonly dir: string; readonly run: string; readonly discovered: string | null },
  now: () => Date,
): Promise<Breach> {
  const { state, ledger } = await openRecord(request.dir, now);
  const entries = await readRecord(state);
  const found = findDisclosed(entries, request.run);
  const given = request.discovered === null ? null : timeOf(request.discovered, found, now);
  const { run, saksnummer, protokoll } = found.disclosure;
  if (found.breach !== null && given !== null && given !== found.breach)
    throw refuse('ledger', 'ledger.already-recorded', run, {
      what: 'a recorded discovery of a breach',
      date: found.breach,
    });
  const discovered = found.breach ?? given ?? now().toISOString();
  if (found.breach === null) await ledger.append({ type: 'breach', run, saksnummer, discovered });
  const series = (nr: number | undefined, sak: string): string => `${nr ?? 1} ${sak}`;
  const own = series(protokoll?.serie.nr, saksnummer);
  const sameSeries = listDisclosures(entries)
    .map((other) => other.disclosure)
    .filter((d) => d.run !== run && series(d.protokoll?.serie.nr, d.saksnummer) === own)
    .map((d) => d.run);
  const due = new Date(Date.parse(discovered) + NOTICE_MS).toISOString();
  return { run: { ...found, breach: discovered }, discovered, due, sameSeries };
}

function timeOf(given: string, { delivered }: DisclosedRun, now: () => Date): string {
  const zoned = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(given);
  const time = zoned ? Date.parse(given) : Number.NaN;
  if (Number.isNaN(time) || time < Date.parse(delivered) || time > now().getTime())
    throw refuse('ledger', 'ledger.time', '--oppdaget', { got: given });
  return new Date(time).toISOString();
}
