import { existsSync } from 'node:fs';
import type { Change } from '../artifacts/disclosure.ts';
import type { Plan } from '../artifacts/plan.ts';
import type { PrepareResult } from '../artifacts/prepare-result.ts';
import type { RunRecord } from '../artifacts/run-record.ts';
import type { Stopwatch } from '../base/progress.ts';
import { readDelivered } from '../engine/delivered.ts';
import type { Recipients } from '../crypto/recipients.ts';
import type { Engine } from '../engine/engine.ts';
import type { DrawnControls } from '../engine/controls.ts';
import type { DrawnPopulation } from '../engine/population.ts';
import type { KeyStore } from '../keys/key-store.ts';
import type { State } from '../keys/state-directory.ts';
import { refuse } from '../errors/pipeline-error.ts';
import { diskFiles } from '../ledger/ledger-files.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Encryptors } from '../package/encryptors.ts';
import type { Staging } from '../package/staging.ts';
import { hashPlan } from '../plan/compile-plan.ts';
import type { Answer } from '../vedtak/law/answers.ts';
import { notesOf } from '../vedtak/law/notes.ts';
import type { AssessedVedtak } from '../vedtak/read-vedtak.ts';
import { countDeletions, hasNumbers, hasSeries, lastDisclosure, listWaiting } from './case-record.ts';
import { keepDelivered, measureChange } from './change.ts';
import type { PackageFacts } from './close-package.ts';
import { countTaken } from './count-taken.ts';
import type { DeliveredTable } from './deliver-table.ts';
import type { EarlierRuns } from './earlier-run.ts';
import type { Configuration } from './inputs.ts';
import { publishRun } from './publish-run.ts';
import { readEntries } from './reconcile-runs.ts';
import { tellPassword } from './recipients.ts';
import { reportDocuments } from './report-documents.ts';
import { checkSameParts } from './recreate-run.ts';
import type { Resumption } from './resumption.ts';
import { pruneRunRecords } from './run-record.ts';
import type { PrepareSettings, Surroundings } from './settings.ts';
import { summariseRun } from './summary.ts';

/** The run that is about to end. */
interface Run {
  readonly settings: PrepareSettings;
  readonly world: Surroundings;
  readonly state: State;
  readonly ledger: Ledger;
  readonly run: string;
  readonly far: { published: boolean };
  readonly decision: AssessedVedtak;
  readonly answers: readonly Answer[];
  readonly configuration: Configuration;
  readonly plan: Plan;
  readonly earlier: EarlierRuns;
  readonly day: string;
}

interface Tools {
  readonly engine: Engine;
  readonly stopwatch: Stopwatch;
  readonly staging: Staging;
  readonly encryptors: Encryptors;
  readonly store: KeyStore;
  readonly recipients: Recipients;
  readonly resumption: Resumption;
}

/** What a run has made, before it is published. */
interface Made {
  readonly delivered: readonly DeliveredTable[];
  readonly change: Change | null;
  /** Løpenumre of those who object by now. */
  readonly objected: readonly string[];
  /** With the controls among its persons. */
  readonly population: DrawnPopulation;
  readonly controls: DrawnControls;
}

/**
 * Keeps who is in this delivery for the next, and compares it with the last one of the case; not where it has no numbers.
 * Throws `keys.store-old` where nothing is kept of that one: a koblingsnøkkel that is older would give persons other numbers
 * than they have.
 */
export async function compareDelivered(
  run: Run,
  { engine, encryptors, store }: Tools,
  tables: readonly DeliveredTable[],
): Promise<Change | null> {
  const { state, decision, plan } = run;
  if (run.earlier.recreates !== null || plan.statistics !== undefined) return null;
  await keepDelivered(engine, encryptors, store.delivered(run.run), state.recipient);
  const { saksnummer } = decision.vedtak;
  const entries = await readEntries(state.dir, diskFiles);
  const before = lastDisclosure(entries, saksnummer);
  if (before === null) return null;
  if (hasSeries(entries, saksnummer) && hasNumbers(before) && !existsSync(store.delivered(before.run)))
    throw refuse('run', 'keys.store-old', saksnummer, { saksnummer, run: before.run });
  const k = plan.demand?.k ?? decision.vedtak.anonymitet.k;
  return measureChange(engine, tables, { disclosure: before, store, identity: state.identity(), k });
}

/** Publishes what was made, lays it aside for approval, or holds it against the delivery that it makes again. */
export const finishRun = (run: Run, tools: Tools, made: Made, began: Date): Promise<PrepareResult> =>
  run.earlier.recreates === null
    ? publish(run, tools, made, began)
    : recreate(run, tools, run.earlier.recreates, made, began);

async function publish(run: Run, tools: Tools, made: Made, began: Date): Promise<PrepareResult> {
  const { staging, stopwatch, store, resumption } = tools;
  const { settings, world, state, ledger, far } = run;
  const { preparedBy, minutes, awaitApproval } = settings.record;
  const facts = await factsOf(run, tools, made, began);
  const entries = await readEntries(state.dir, diskFiles);
  const documents = await stopwatch.step('documents', () =>
    Promise.resolve(
      reportDocuments(facts, {
        catalogue: run.configuration.catalogue,
        population: made.population,
        controls: made.controls,
        plan: run.plan,
        entries,
        principal: state.ownSigners[0]?.principal ?? '',
      }),
    ),
  );
  await pruneRunRecords(state.dir, entries);
  const { saksnummer } = facts.vedtak;
  for (const { run: from, parts } of countTaken(made.delivered))
    await ledger.append({ type: 'taken-over', run: run.run, saksnummer, from, parts });
  const series = 1 + countDeletions(entries, saksnummer);
  const { memoryBytes, threads } = settings;
  const published = await stopwatch.step('package', () =>
    publishRun({
      ...{ state, ledger, staging, facts, documents, awaitApproval },
      record: {
        ...{ preparedBy, minutes, series, catalogue: run.configuration.catalogue },
        seconds: secondsSince(began, world),
      },
      kept: { memoryBytes, threads, day: run.day },
      endJournal: resumption.end,
      tellPassword: () => tellPassword(facts.recipients, world),
      onPublished: () => {
        far.published = true;
      },
    }),
  );
  if (published.outcome === 'delivered') await store.forgetDelivered([run.run, ...listWaiting(entries)]);
  return { ...summarise(tools, facts, published, began, world), size: published.size };
}

/** The same delivery as that of an earlier run, or a refusal that says where it differs; nothing is published. */
async function recreate(
  run: Run,
  tools: Tools,
  record: RunRecord,
  made: Made,
  began: Date,
): Promise<PrepareResult> {
  const { decision, ledger, world } = run;
  const parts = checkSameParts(record, made.delivered);
  const { saksnummer } = decision.vedtak;
  await ledger.append({ type: 'recreated', run: run.run, saksnummer, of: record.manifest.run, parts });
  run.far.published = true;
  const facts = await factsOf(run, tools, made, began);
  return summarise(tools, facts, { outcome: 'recreated', path: null }, began, world);
}

async function factsOf(
  run: Run,
  { engine, recipients }: Tools,
  made: Made,
  began: Date,
): Promise<PackageFacts> {
  const { decision, plan, settings, answers, earlier } = run;
  return {
    run: run.run,
    vedtak: decision.vedtak,
    vedtakSha256: decision.sha256,
    planSha256: hashPlan(plan),
    program: settings.program,
    codeLists: plan.codeLists,
    made: began.toISOString(),
    persons: await readDelivered(engine),
    tables: made.delivered,
    notes: notesOf(decision.assessment, answers),
    recipients,
    corrects: earlier.corrects?.disclosure.run ?? null,
    change: made.change,
    toDelete: made.change === null ? [] : made.objected,
  };
}

const secondsSince = (began: Date, { now }: Surroundings): number =>
  (now().getTime() - began.getTime()) / 1000;

function summarise(
  { stopwatch }: Tools,
  facts: PackageFacts,
  { outcome, path }: { readonly outcome: PrepareResult['outcome']; readonly path: string | null },
  began: Date,
  world: Surroundings,
): PrepareResult {
  return summariseRun(facts, outcome, path, {
    seconds: secondsSince(began, world),
    peakMemoryBytes: world.peakMemoryBytes(),
    profile: stopwatch.profile,
  });
}
