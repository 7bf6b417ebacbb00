import type { Disclosure } from '../artifacts/disclosure.ts';
import type { LedgerEntry } from '../artifacts/ledger-entry.ts';

/** How far a run came, as its last telling entry says. `started` and `intent` are runs that go on, or died. */
type RunOutcome =
  'started' | 'refused' | 'intent' | 'awaiting-approval' | 'delivered' | 'abandoned' | 'recreated';

/** One run in the overview; null where nothing is recorded. */
export interface RunSummary {
  readonly run: string;
  readonly saksnummer: string | null;
  readonly started: string;
  /** Time of the entry that gave the outcome, UTC. */
  readonly at: string;
  readonly outcome: RunOutcome;
  /** Problem codes of a refusal. */
  readonly codes: readonly string[];
  readonly package: string | null;
  readonly manifest: string | null;
  readonly databruker: string | null;
  /** Public keys the package is encrypted to. */
  readonly mottakere: readonly string[];
  readonly persons: number | null;
  /** Date by which the databruker deletes. */
  readonly slettes: string | null;
  /** Last day of the decision it was delivered under. */
  readonly gyldigTil: string | null;
  readonly received: string | null;
  readonly deleted: string | null;
  /** Parties who were given a key file and have not confirmed that they have deleted it. */
  readonly keyFiles: readonly string[];
  /** When a breach was discovered, UTC. */
  readonly breach: string | null;
}

type RunEntry = Extract<LedgerEntry, { run: string }>;

/** The runs of a ledger in the order they began, each with its outcome. Verify the ledger first. */
export function summariseLedger(entries: readonly LedgerEntry[]): readonly RunSummary[] {
  const runs = new Map<string, RunSummary>();
  for (const entry of entries) {
    if (entry.type === 'key-handed-over') addKeyFile(runs, entry);
    if (!isOfRun(entry)) continue;
    const before = runs.get(entry.run) ?? begin(entry);
    runs.set(entry.run, { ...before, ...change(entry), keyFiles: keyFilesAfter(before, entry) });
  }
  return [...runs.values()];
}

function addKeyFile(runs: Map<string, RunSummary>, { of, part }: KeyEntry): void {
  const run = runs.get(of ?? '');
  if (run !== undefined && part !== undefined)
    runs.set(run.run, { ...run, keyFiles: [...new Set([...run.keyFiles, part])] });
}

type KeyEntry = Extract<LedgerEntry, { type: 'key-handed-over' }>;

const keyFilesAfter = ({ keyFiles }: RunSummary, entry: RunEntry): readonly string[] =>
  entry.type === 'deleted' ? keyFiles.filter((part) => part !== entry.part) : keyFiles;

const isOfRun = (entry: LedgerEntry): entry is RunEntry => 'run' in entry;

const begin = (entry: RunEntry): RunSummary => ({
  run: entry.run,
  saksnummer: entry.saksnummer,
  started: entry.tid,
  at: entry.tid,
  outcome: 'started',
  codes: [],
  package: null,
  manifest: null,
  databruker: null,
  mottakere: [],
  persons: null,
  slettes: null,
  gyldigTil: null,
  received: null,
  deleted: null,
  keyFiles: [],
  breach: null,
});

function change(entry: RunEntry): Partial<RunSummary> {
  const at = entry.tid;
  switch (entry.type) {
    case 'run-started':
    case 'approved':
    case 'taken-over':
      return {};
    case 'refused':
      return { at, outcome: 'refused', codes: entry.codes };
    case 'abandoned':
    case 'recreated':
      return { at, outcome: entry.type };
    case 'awaiting-approval':
      return { at, outcome: entry.type, ...waitingOf(entry) };
    case 'intent':
    case 'delivered':
      return { at, outcome: entry.type, ...disclosureOf(entry) };
    case 'reconciled':
      return { at, outcome: entry.found === 'delivered' ? 'delivered' : 'abandoned' };
    case 'breach':
      return { breach: entry.discovered };
    case 'received':
      return { received: entry.date };
    case 'deleted':
      return entry.part === undefined ? { deleted: entry.date } : {};
  }
}

const waitingOf = (entry: Extract<LedgerEntry, { type: 'awaiting-approval' }>): Partial<RunSummary> => ({
  ...(entry.disclosure === undefined ? {} : disclosureOf(entry.disclosure)),
  package: entry.package,
  manifest: entry.manifest,
});

const disclosureOf = (entry: Disclosure): Partial<RunSummary> => ({
  package: entry.package,
  manifest: entry.manifest,
  databruker: entry.databruker,
  mottakere: entry.mottakere,
  persons: entry.persons,
  slettes: entry.slettes,
  gyldigTil: entry.gyldigTil ?? null,
});
