import type { Plan } from './artifacts/plan.ts';
import type { PrepareResult } from './artifacts/prepare-result.ts';
import { openStopwatch, type Stopwatch } from './base/progress.ts';
import { clearPassword, type Recipients } from './crypto/recipients.ts';
import { loadCodeLists } from './engine/code-lists.ts';
import { openEngine, type Engine } from './engine/engine.ts';
import { checkCells } from './engine/csv-check.ts';
import { countControls } from './engine/controls.ts';
import { dropKeyWork } from './engine/key.ts';
import { defineMacros } from './engine/macros.ts';
import { runPopulation, withControls } from './engine/population.ts';
import { openSources, type ArrowInput, type Sources } from './engine/sources.ts';
import { withArrow } from './steps/with-arrow.ts';
import { openKeyStore, type KeyStore } from './keys/key-store.ts';
import type { ProjectSecret } from './keys/derive-number.ts';
import { readSecret } from './keys/project-secret.ts';
import { openState, type State } from './keys/state-directory.ts';
import { diskFiles } from './ledger/ledger-files.ts';
import { openLedger, type Ledger } from './ledger/ledger.ts';
import { makeSeal } from './ledger/seal.ts';
import { openEncryptors, type Encryptors } from './package/encryptors.ts';
import { packageName } from './package/package-layout.ts';
import { removeLeftovers } from './package/reconcile.ts';
import { discardStaging, openStaging, type Staging } from './package/staging.ts';
import { removeUnclaimed } from './package/waiting.ts';
import { compilePlan, hashPlan } from './plan/compile-plan.ts';
import { checkNeeded } from './steps/check-needed.ts';
import { readAssessed } from './steps/decision.ts';
import { deliverTables } from './steps/deliver-tables.ts';
import { draftKeyFiles, receiversOf } from './steps/draft-key-files.ts';
import { readObjected } from './steps/change.ts';
import { checkStoreThere } from './steps/case-record.ts';
import { checkSameCase, readEarlierRuns, type EarlierRuns } from './steps/earlier-run.ts';
import {
  memoryFor,
  readConfiguration,
  readInputs,
  readWorkOf,
  workingNumberOf,
  type Configuration,
  type Inputs,
} from './steps/inputs.ts';
import { withKeyFile } from './steps/key-file.ts';
import {
  deriveDelivered,
  draftKeyStore,
  keepsNumbers,
  numberOthers,
  numberPersons,
  OPEN_FILES,
} from './steps/key-store.ts';
import { compareDelivered, finishRun } from './steps/finish-run.ts';
import { inOutput } from './steps/output.ts';
import { readRecipients } from './steps/recipients.ts';
import { openResumption, type Resumption } from './steps/resumption.ts';
import { nameRun } from './steps/name-run.ts';
import { reconcileRuns, readEntries } from './steps/reconcile-runs.ts';
import { checkSameInputs } from './steps/recreate-run.ts';
import { recordRefusal } from './steps/record-refusal.ts';
import { reportFinding } from './steps/report-finding.ts';
import { today, type PrepareSettings, type Surroundings } from './steps/settings.ts';
import { findLists } from './steps/side-lists.ts';
import { readingUnchanged } from './steps/unchanged-extracts.ts';
import { readTargetFormat } from './steps/target-format.ts';
import { checkAnswers, type Answer } from './vedtak/law/answers.ts';
import type { AssessedVedtak } from './vedtak/read-vedtak.ts';

/**
 * The main job: a decision and extracts in, an encrypted, signed, risk-checked and recorded delivery out. Every run that
 * got as far as the ledger has an entry there, however it ends. Throws PipelineError with the stage's exit status.
 */
export async function prepare(given: PrepareSettings, world: Surroundings): Promise<PrepareResult> {
  const state = await openState(given.state);
  const seal = makeSeal(state.signer, state.ownSigners);
  const ledger = await openLedger({ dir: given.state, seal, now: world.now, files: diskFiles });
  const run = nameRun(world);
  const far: HowFar = { decision: null, published: false };
  try {
    const earlier = await readEarlierRuns(state, given.record);
    const settings = { ...given, ...budgetOf(earlier) };
    const day = earlier.recreates?.day ?? today(world);
    const configuration = await readConfiguration(settings.configs);
    const ofDay = { now: () => new Date(`${day}T00:00:00Z`) };
    const decision = await readAssessed(settings.vedtak, configuration.catalogue, ofDay);
    far.decision = decision;
    checkSameCase(earlier, decision.vedtak.saksnummer);
    const answers = checkAnswers(decision.assessment, settings.answers);
    const inputs = await readInputs(decision.vedtak, settings, configuration);
    const plan = compilePlan(inputs.plan, decision.vedtak, decision.sha256);
    if (earlier.recreates !== null)
      checkSameInputs(earlier.recreates, {
        ...{ vedtakSha256: decision.sha256, planSha256: hashPlan(plan), program: settings.program },
      });
    return await inOutput(settings, world, () =>
      deliver({
        ...{ settings, world, state, ledger, run, far, decision, answers, configuration, inputs, plan },
        ...{ earlier, day },
      }),
    );
  } catch (error) {
    if (far.published) throw error;
    const told = await reportFinding(
      { state: given.state, run, decision: far.decision, now: world.now },
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
  readonly earlier: EarlierRuns;
  /** The day of the run, ISO; that of the run that is made again. */
  readonly day: string;
}

/** The budget decides how rows are split into parts: a run is made again within its own. */
const budgetOf = ({ recreates }: EarlierRuns): Partial<Pick<PrepareSettings, 'memoryBytes' | 'threads'>> =>
  recreates === null ? {} : { memoryBytes: recreates.memoryBytes, threads: recreates.threads };

/** From plan to published package; on any failure nothing is left in the output folder. */
async function deliver(run: Run): Promise<PrepareResult> {
  const { settings, world, ledger, decision } = run;
  const { saksnummer } = decision.vedtak;
  const waiting = await reconcileRuns(ledger, await readEntries(settings.state, diskFiles), settings.ut);
  checkNeeded(await readEntries(settings.state, diskFiles), decision.sha256, settings);
  const resumption = await openResumption({ ...run, makesAll: run.earlier.recreates !== null });
  await removeLeftovers(settings.ut, resumption.folders);
  await removeUnclaimed(settings.ut, waiting);
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
  const { derived } = run.plan.number;
  const secret = derived === undefined ? null : await readSecret(settings.state, derived.prosjekt);
  const recipients = await readRecipients(decision.vedtak.utlevering, world);
  const staging = await openStaging(settings.ut, packageName(saksnummer, run.run));
  const encryptors = openEncryptors({ threads: 1, folder: staging.folder });
  try {
    const { drafts: adopts } = resumption;
    const store = await openKeyStore({
      ...{ dir: settings.state, saksnummer, run: run.run, now: world.now, adopts },
    });
    try {
      checkStoreThere(store, await readEntries(settings.state, diskFiles), saksnummer);
      // Keys may have been rotated before the store was held: what it is sealed to is known only now.
      const state = await openState(settings.state);
      return await withEngine(run, staging, (engine, stopwatch) =>
        runAll(
          { ...run, state },
          { engine, stopwatch, staging, encryptors, store, recipients, secret, resumption },
        ),
      );
    } finally {
      await store.close();
    }
  } finally {
    await encryptors.close();
    clearPassword(recipients);
    await resumption.end();
    await discardStaging(staging);
    await resumption.clear();
  }
}

async function withEngine<T>(
  { inputs, settings, world }: Run,
  staging: Staging,
  work: (engine: Engine, stopwatch: Stopwatch) => Promise<T>,
): Promise<T> {
  const engine = await openEngine({
    memoryBytes: memoryFor(inputs, settings.memoryBytes).duckdb,
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
  readonly recipients: Recipients;
  /** What delivered numbers are derived under; null where they are not. */
  readonly secret: ProjectSecret | null;
  readonly resumption: Resumption;
}

/** The order of the stages. */
async function runAll(run: Run, tools: Tools): Promise<PrepareResult> {
  const { settings, state, plan, world } = run;
  const { engine, stopwatch, staging, encryptors, store, recipients, resumption } = tools;
  const began = world.now();
  const memory = memoryFor(run.inputs, settings.memoryBytes);
  const read = async (arrow: () => ArrowInput) => {
    const sources = openSources(engine, run.inputs.extracts, arrow, workingNumberOf(run.decision.vedtak));
    await checkCells(engine, sources, plan, run.inputs.extracts);
    await defineMacros(engine, run.day, plan.known);
    const { hierarchies } = run.inputs;
    await loadCodeLists(engine, plan, { ...run.configuration.codeLists, hierarchies });
    const registers = [...run.configuration.catalogue.keys()];
    const lists = await findLists(settings.uttrekk, plan, { registers, day: run.day });
    const drawn = await stopwatch.step('population', () =>
      withKeyFile(settings.uttrekk, plan, state.identity, (keyFile) =>
        runPopulation(engine, sources, plan, { ...lists, keyFile }),
      ),
    );
    const { sound, isReserved } = drawn;
    const fresh = await stopwatch.step('key', () => numberEveryone(run, tools, sources, isReserved));
    const controls = await countControls(engine, plan);
    const objected = await readObjected(engine, plan, isReserved);
    const { keeps, key } = await keepNumbers(run, tools, fresh);
    await dropKeyWork(engine, plan, isReserved);
    const finished = await resumption.begin(staging, store, key);
    const extractRows = new Map(
      [...run.inputs.plan.extracts].map(([name, schema]) => [name, schema.rows ?? 0]),
    );
    const target = readTargetFormat(run.decision.vedtak.utlevering);
    const delivered = await deliverTables(
      {
        ...{ engine, sources, plan, encryptors, staging, recipients, target, stopwatch, finished },
        ...{ memoryBytes: memory.duckdb, extractRows, sound },
      },
      run.day,
      world.signal,
    );
    const change = await compareDelivered(run, tools, delivered);
    if (run.earlier.recreates === null)
      await draftKeyFiles(engine, encryptors, store.handedOver, receiversOf(run.decision.vedtak));
    await encryptors.close();
    return { delivered, change, objected, controls, population: withControls(drawn, controls), keeps };
  };
  const done = await readingUnchanged(run, world.signal, () =>
    withArrow({ ...readWorkOf(run.inputs), threads: settings.threads, memory }, read),
  );
  if (done.keeps) await store.commit();
  return finishRun(run, tools, done, began);
}

/** Gives everyone a number, and how many identifiers are new to the koblingsnøkkel. */
async function numberEveryone(
  { plan, state, world: { randomFill } }: Run,
  { engine, store, secret }: Tools,
  sources: Sources,
  isReserved: boolean,
): Promise<number> {
  const persons = await numberPersons(engine, plan, store, state.identity(), randomFill, secret);
  const others = await numberOthers(engine, sources, plan, isReserved, randomFill);
  await deriveDelivered(engine, plan, isReserved, secret);
  return persons + others;
}

/** Drafts the koblingsnøkkel where it has to be kept; `key`: the SHA-256 of the one whose numbers are delivered. */
async function keepNumbers(
  { plan, state: { recipient }, earlier }: Run,
  { engine, encryptors, store }: Tools,
  fresh: number,
): Promise<{ readonly keeps: boolean; readonly key: string | null }> {
  const keeps = keepsNumbers(plan) && (fresh > 0 || store.adopted !== null) && earlier.recreates === null;
  if (!keeps) return { keeps, key: store.stored };
  return { keeps, key: await draftKeyStore(engine, plan, encryptors, store, { recipient, fresh }) };
}
