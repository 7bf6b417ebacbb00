import { join } from 'node:path';
import type { Plan } from './artifacts/plan.ts';
import type { PrepareResult } from './artifacts/prepare-result.ts';
import { openStopwatch, type Stopwatch } from './base/progress.ts';
import { loadCodeLists } from './engine/code-lists.ts';
import { readDelivered } from './engine/delivered.ts';
import { openEngine, type Engine } from './engine/engine.ts';
import { dropKeyWork } from './engine/key.ts';
import { defineMacros } from './engine/macros.ts';
import { runPopulation, type DrawnPopulation } from './engine/population.ts';
import { openSources } from './engine/sources.ts';
import { PipelineError } from './errors/pipeline-error.ts';
import type { ArrowReader } from './extract/arrow-chunks.ts';
import { checkUnchanged } from './extract/check-unchanged.ts';
import { openKeyStore, type KeyStore } from './keys/key-store.ts';
import { openState, type State } from './keys/state-directory.ts';
import { diskFiles } from './ledger/ledger-files.ts';
import { openLedger, type Ledger } from './ledger/ledger.ts';
import { makeSeal } from './ledger/seal.ts';
import { openEncryptors, type Encryptors } from './package/encryptors.ts';
import { packageName } from './package/package-layout.ts';
import { publishPackage } from './package/publish.ts';
import { removeLeftovers } from './package/reconcile.ts';
import { discardStaging, openStaging, type Staging } from './package/staging.ts';
import { compilePlan, hashPlan } from './plan/compile-plan.ts';
import { closePackage, disclosureOf, type PackageFacts } from './steps/close-package.ts';
import { readAssessed } from './steps/decision.ts';
import type { DeliveredTable } from './steps/deliver-table.ts';
import { deliverTables } from './steps/deliver-tables.ts';
import { readConfiguration, readInputs, type Configuration, type Inputs } from './steps/inputs.ts';
import { draftKeyStore, numberOthers, numberPersons, OPEN_FILES } from './steps/key-store.ts';
import { inOutput } from './steps/output.ts';
import { reconcileRuns, readEntries } from './steps/reconcile-runs.ts';
import { recordRefusal } from './steps/record-refusal.ts';
import { reportDocuments } from './steps/report-documents.ts';
import { reportFinding } from './steps/report-finding.ts';
import { today, type PrepareSettings, type Surroundings } from './steps/settings.ts';
import { findLists } from './steps/side-lists.ts';
import { summariseRun } from './steps/summary.ts';
import { checkAnswers, type Answer } from './vedtak/law/answers.ts';
import { notesOf } from './vedtak/law/notes.ts';
import type { AssessedVedtak } from './vedtak/read-vedtak.ts';

/** Bytes that Node, its threads and what DuckDB does not count take beside DuckDB's own limit. */
const OUTSIDE_DUCKDB = 256 * 1024 * 1024;

/**
 * The main job: a decision and extracts in, an encrypted, signed, risk-checked and recorded delivery out. Every run that
 * got as far as the ledger has an entry there, however it ends. Throws PipelineError with the stage's exit status.
 */
export async function prepare(settings: PrepareSettings, world: Surroundings): Promise<PrepareResult> {
  const state = await openState(settings.state);
  const seal = makeSeal(state.signer, state.ownSigners);
  const ledger = await openLedger({ dir: settings.state, seal, now: world.now, files: diskFiles });
  const run = nameRun(world);
  const far: HowFar = { decision: null, published: false };
  try {
    const decision = await readAssessed(settings, world);
    far.decision = decision;
    const answers = checkAnswers(decision.assessment, settings.answers);
    const configuration = await readConfiguration(settings.configs);
    const inputs = await readInputs(decision.vedtak, settings, configuration);
    const plan = compilePlan(inputs.plan, decision.vedtak, decision.sha256);
    return await inOutput(settings, world, () =>
      deliver({ settings, world, state, ledger, run, far, decision, answers, configuration, inputs, plan }),
    );
  } catch (error) {
    if (far.published) throw error;
    const told = await reportFinding(
      { state: settings.state, run, decision: far.decision, now: world.now },
      error,
    );
    throw await recordRefusal(ledger, run, far.decision, told, world.signal.aborted);
  }
}

/** How far a run has come, for the record of how it ends. A published package is never recorded as refused. */
interface HowFar {
  decision: AssessedVedtak | null;
  published: boolean;
}

/** Everything that is known before the first row is read. */
interface Run {
  readonly settings: PrepareSettings;
  readonly world: Surroundings;
  readonly state: State;
  readonly ledger: Ledger;
  readonly run: string;
  readonly far: HowFar;
  readonly decision: AssessedVedtak;
  readonly answers: readonly Answer[];
  readonly configuration: Configuration;
  readonly inputs: Inputs;
  readonly plan: Plan;
}

/** A name that sorts by time and is not met twice. */
function nameRun(world: Surroundings): string {
  const time = world
    .now()
    .toISOString()
    .replace(/[-:]|\.\d+/g, '');
  return `${time}_${Buffer.from(world.randomFill(new Uint8Array(3))).toString('hex')}`;
}

/** From plan to published package; on any failure nothing is left in the output folder. */
async function deliver(run: Run): Promise<PrepareResult> {
  const { settings, world, ledger, decision } = run;
  const { saksnummer } = decision.vedtak;
  await reconcileRuns(ledger, await readEntries(settings.state, diskFiles), settings.ut);
  await removeLeftovers(settings.ut);
  const tool = `${settings.program.navn} ${settings.program.versjon}`;
  await ledger.append({
    type: 'run-started',
    run: run.run,
    saksnummer,
    vedtak: decision.sha256,
    tool,
    ut: settings.ut,
    svar: run.answers.map(({ code, text, by }) => ({ kode: code, tekst: text, av: by })),
  });
  const staging = await openStaging(settings.ut, packageName(saksnummer, run.run));
  const encryptors = openEncryptors({ threads: 1, folder: staging.folder });
  try {
    const store = await openKeyStore({ dir: settings.state, saksnummer, run: run.run, now: world.now });
    return await withEngine(run, staging, (engine, stopwatch) =>
      runAll(run, { engine, stopwatch, staging, encryptors, store }),
    ).finally(() => store.close());
  } finally {
    await encryptors.close();
    await discardStaging(staging);
  }
}

async function withEngine<T>(
  { settings, world }: Run,
  staging: Staging,
  work: (engine: Engine, stopwatch: Stopwatch) => Promise<T>,
): Promise<T> {
  const engine = await openEngine({
    memoryBytes: settings.memoryBytes - OUTSIDE_DUCKDB,
    threads: settings.threads,
    directories: [settings.uttrekk, staging.folder, OPEN_FILES],
    signal: world.signal,
  });
  try {
    return await work(engine, openStopwatch(world.now, world.report, engine.progress));
  } finally {
    engine.close();
  }
}

interface Tools {
  readonly engine: Engine;
  readonly stopwatch: Stopwatch;
  readonly staging: Staging;
  readonly encryptors: Encryptors;
  readonly store: KeyStore;
}

/** The order of the stages. */
async function runAll(run: Run, tools: Tools): Promise<PrepareResult> {
  const { settings, state, plan, world } = run;
  const { engine, stopwatch, staging, encryptors, store } = tools;
  const began = world.now();
  const { tables, population } = await withArrow(run, async (arrow) => {
    const sources = openSources(engine, run.inputs.extracts, arrow);
    await defineMacros(engine, today(world));
    const { hierarchies } = run.inputs;
    await loadCodeLists(engine, plan, { ...run.configuration.codeLists, hierarchies });
    const lists = await findLists(settings.uttrekk, plan, [...run.configuration.catalogue.keys()]);
    const population = await stopwatch.step('population', () => runPopulation(engine, sources, plan, lists));
    const { sound } = population;
    const withObjections = lists.objections !== null;
    const fresh = await stopwatch.step('key', async () => {
      const persons = await numberPersons(engine, plan, store, state.identity(), world.randomFill);
      return persons + (await numberOthers(engine, sources, plan, withObjections, world.randomFill));
    });
    if (fresh > 0) await draftKeyStore(engine, plan, encryptors, store, state.recipient);
    await dropKeyWork(engine, plan, withObjections);
    const memoryBytes = settings.memoryBytes - OUTSIDE_DUCKDB;
    const extractRows = new Map(
      [...run.inputs.plan.extracts].map(([name, schema]) => [name, schema.rows ?? 0]),
    );
    const recipients = run.decision.vedtak.utlevering.mottakere;
    const delivered = await deliverTables(
      { engine, sources, plan, encryptors, staging, recipients, stopwatch, memoryBytes, extractRows, sound },
      today(world),
      world.signal,
    );
    await encryptors.close();
    if (fresh > 0) await store.commit();
    return { tables: delivered, population };
  });
  checkExtracts(run.inputs);
  return publish(run, tools, { tables, population }, began);
}

/** Arrow takes a while to load, and most extracts are Parquet: it is loaded where an extract needs it. */
async function withArrow<T>(
  { inputs, settings }: Run,
  work: (arrow: () => ArrowReader) => Promise<T>,
): Promise<T> {
  const needed = [...inputs.extracts.values()].some(({ extract }) => extract.form === 'arrow');
  if (!needed)
    return work(() => {
      throw new Error('a reader of Arrow was asked for, and no extract is in Arrow');
    });
  const { openArrowReader } = await import('./extract/arrow-chunks.ts');
  const reader = openArrowReader({ threads: settings.threads });
  return work(() => reader).finally(() => reader.close());
}

function checkExtracts(inputs: Inputs): void {
  const problems = [...inputs.extracts.values()].flatMap(({ extract }) => checkUnchanged(extract));
  if (problems.length > 0) throw new PipelineError('run', problems);
}

/** What a run has put into its package before it is closed. */
interface Prepared {
  readonly tables: readonly DeliveredTable[];
  readonly population: DrawnPopulation;
}

/** Documents, manifest, signature, intent, name: before the name there is no delivery, after it the delivery is complete. */
async function publish(
  run: Run,
  tools: Tools,
  { tables, population }: Prepared,
  began: Date,
): Promise<PrepareResult> {
  const { engine, staging, stopwatch } = tools;
  const { settings, world, decision, plan } = run;
  const facts: PackageFacts = {
    run: run.run,
    vedtak: decision.vedtak,
    vedtakSha256: decision.sha256,
    planSha256: hashPlan(plan),
    program: settings.program,
    codeLists: plan.codeLists,
    made: began.toISOString(),
    persons: await readDelivered(engine),
    tables,
    notes: notesOf(decision.assessment, run.answers),
  };
  const documents = await stopwatch.step('documents', async () =>
    reportDocuments(facts, {
      catalogue: run.configuration.catalogue,
      population,
      entries: await readEntries(settings.state, diskFiles),
      principal: run.state.ownSigners[0]?.principal ?? '',
    }),
  );
  const path = await stopwatch.step('package', async () => {
    const { manifest, manifestSha256 } = await closePackage(staging, facts, documents, run.state.signer.sign);
    const disclosure = disclosureOf(facts, join(settings.ut, staging.name), manifestSha256);
    await run.ledger.append({ type: 'intent', ...disclosure });
    const published = await publishPackage(staging, manifest);
    run.far.published = true;
    await run.ledger.append({ type: 'delivered', ...disclosure });
    return published;
  });
  const seconds = (world.now().getTime() - began.getTime()) / 1000;
  return summariseRun(facts, path, {
    seconds,
    peakMemoryBytes: world.peakMemoryBytes(),
    profile: stopwatch.profile,
  });
}
