import type { Feasibility } from '../../artifacts/feasibility.ts';
import type { LedgerEntry } from '../../artifacts/ledger-entry.ts';
import type { Plan } from '../../artifacts/plan.ts';
import { loadCodeLists } from '../../engine/code-lists.ts';
import { openEngine, type Engine } from '../../engine/engine.ts';
import { checkCells } from '../../engine/csv-check.ts';
import { countControls } from '../../engine/controls.ts';
import { runKey } from '../../engine/key.ts';
import { defineMacros } from '../../engine/macros.ts';
import { runPopulation } from '../../engine/population.ts';
import { readRowCount } from '../../engine/row-count.ts';
import { runSeries } from '../../engine/series.ts';
import { withArrow } from '../with-arrow.ts';
import { openSources, type Sources } from '../../engine/sources.ts';
import { PipelineError } from '../../errors/pipeline-error.ts';
import { drawNumbers } from '../../keys/draw-numbers.ts';
import { drawOffsets } from '../../keys/draw-offsets.ts';
import { compilePlan } from '../../plan/compile-plan.ts';
import { emitSuppressedTable } from '../../sql/judge.ts';
import { emitPopulationSteps } from '../../sql/population.ts';
import type { CheckedVedtak } from '../../vedtak/read-vedtak.ts';
import type { Vedtak } from '../../vedtak/schema.ts';
import { memoryFor, workingNumberOf, readWorkOf, type Configuration, type Inputs } from '../inputs.ts';
import { withKeyFile } from '../key-file.ts';
import { drawSeed, OPEN_FILES } from '../key-store.ts';
import { findLists } from '../side-lists.ts';
import { coarserDrafts, MOST } from './coarser.ts';
import { countEarlier } from './earlier.ts';
import type { Measuring } from './count-staged.ts';
import { judgedPart, measureCoarseness } from './measure-coarseness.ts';
import { type Filled, measureFilled } from './measure-filled.ts';
import { type Counted, shownCounts, tellsOverlap } from './shown-counts.ts';

/** A draft with its extracts, and what it is measured with. */
export interface FeasibilityOrder {
  readonly draft: Pick<CheckedVedtak, 'vedtak' | 'sha256'>;
  readonly inputs: Inputs;
  readonly configuration: Configuration;
  /** Folder of the extracts. */
  readonly uttrekk: string;
  /** Verified entries of the ledger; null where there is none. */
  readonly entries: readonly LedgerEntry[] | null;
  /** Memory budget in bytes. */
  readonly memoryBytes: number;
  readonly threads: number;
  /** ISO date. */
  readonly day: string;
  readonly randomFill: (block: Uint32Array) => void;
  /** The age identity of the forvalter, for a file of numbers that is encrypted to it. */
  readonly identity: () => Promise<string>;
  readonly signal: AbortSignal;
}

/**
 * What a draft would give, for the consultation of the authority: persons by step, which variables have values, and which
 * demands on k hold at which coarseness. Numbers of persons are drawn for the count and forgotten; nothing is written.
 * Throws what `compilePlan`, `runPopulation`, `runKey` and `runStage` throw.
 */
export async function assessFeasibility(order: FeasibilityOrder): Promise<Feasibility> {
  const own = compilePlan(order.inputs.plan, judgeable(order.draft.vedtak), order.draft.sha256);
  const { parts, notMeasured } = planCoarser(order, own);
  const { inputs, threads } = order;
  const memory = memoryFor(inputs, order.memoryBytes);
  const directories = [order.uttrekk, OPEN_FILES];
  const engine = await openEngine({ ...order, memoryBytes: memory.duckdb, directories });
  try {
    return await withArrow({ ...readWorkOf(inputs), threads, memory }, async (arrow) => {
      const sources = openSources(engine, inputs.extracts, arrow, workingNumberOf(order.draft.vedtak));
      await checkCells(engine, sources, own, inputs.extracts);
      const m = await drawPersons(order, engine, sources, own, parts);
      return { ...(await measure(order, m, own, parts)), notMeasured };
    });
  } finally {
    engine.close();
  }
}

/** A draft is measured as it is: what would be done about too small classes is what the measurement is to settle. */
const judgeable = (vedtak: Vedtak): Vedtak =>
  vedtak.anonymitet.vedBrudd === 'generaliser'
    ? { ...vedtak, anonymitet: { ...vedtak.anonymitet, vedBrudd: 'avvis' } }
    : vedtak;

/** The judged part of the plan at each combination of levels that can be planned. */
function planCoarser({ draft, inputs, configuration }: FeasibilityOrder, own: Plan) {
  if (own.demand === null) return { parts: [], notMeasured: 0 };
  const all = coarserDrafts(judgeable(draft.vedtak), configuration.catalogue);
  const parts = all.slice(0, MOST).flatMap((vedtak) => {
    try {
      return judgedPart(compilePlan(inputs.plan, vedtak, draft.sha256)) ?? [];
    } catch (error) {
      if (error instanceof PipelineError) return [];
      throw error;
    }
  });
  return { parts, notMeasured: all.length - parts.length };
}

interface Drawn extends Measuring {
  readonly counted: readonly Counted[];
}

async function drawPersons(
  order: FeasibilityOrder,
  engine: Engine,
  sources: Sources,
  own: Plan,
  parts: readonly Plan[],
): Promise<Drawn> {
  const { configuration, inputs, randomFill } = order;
  await defineMacros(engine, order.day, own.known);
  const tables = [...own.tables, ...parts.flatMap((part) => part.tables)];
  const lists = { ...configuration.codeLists, hierarchies: inputs.hierarchies };
  await loadCodeLists(engine, { ...own, tables }, lists);
  const registers = [...configuration.catalogue.keys()];
  const beside = await findLists(order.uttrekk, own, { registers, day: order.day });
  const { persons, isReserved } = await withKeyFile(order.uttrekk, own, order.identity, (keyFile) =>
    runPopulation(engine, sources, own, { ...beside, keyFile }),
  );
  const counted = await countSteps(engine, own, persons);
  const draw = (count: number, width: number, used: BigInt64Array): BigInt64Array =>
    drawNumbers({ count, width, used, randomFill });
  await runKey(engine, {
    plan: own,
    stored: null,
    draw: (count, used) => draw(count, own.number.width, used),
    seed: drawSeed(randomFill),
    fingerprint: null,
    drawOffsets: (count, maxDays) => drawOffsets({ count, maxDays, randomFill }),
  });
  const { persons: controls } = await countControls(engine, own);
  await runSeries(engine, sources, { plan: own, isReserved, draw });
  return {
    ...{
      engine,
      sources,
      persons: persons + controls,
      counted: withControls(own, counted, persons, controls),
      day: order.day,
      memoryBytes: memoryFor(order.inputs, order.memoryBytes).duckdb,
    },
    least: order.draft.vedtak.anonymitet.k,
    rows: (table) => inputs.plan.extracts.get(table)?.rows ?? 0,
  };
}

const withControls = (
  { population }: Plan,
  counted: readonly Counted[],
  persons: number,
  controls: number,
): readonly Counted[] =>
  population.controls === undefined
    ? counted
    : [...counted, { step: 'with the comparison group', persons: persons + controls }];

/** Sources, both together, without the excluded, without those who object. */
async function countSteps(engine: Engine, own: Plan, persons: number): Promise<readonly Counted[]> {
  const counted: Counted[] = [];
  for (const { step, count } of emitPopulationSteps(own))
    counted.push({ step, persons: await readRowCount(engine, count) });
  const consenting = own.population.consent === undefined ? '' : ' or have not consented';
  return [...counted, { step: `population, without those who object${consenting}`, persons }];
}

async function measure(
  order: FeasibilityOrder,
  m: Drawn,
  own: Plan,
  parts: readonly Plan[],
): Promise<Omit<Feasibility, 'notMeasured'>> {
  const filled: Filled[] = [];
  for (const t of own.tables) filled.push(await measureFilled(m, t, eventDateOf(order, t)));
  const coarseness = [];
  await m.engine.run(emitSuppressedTable(own));
  for (const part of parts) coarseness.push(await measureCoarseness(m, part));
  const ofTables = own.tables.map((t, i) => ({
    step: `with a row in ${t.register}.${t.tabell}`,
    persons: filled[i]?.persons ?? 0,
  }));
  return {
    least: m.least,
    steps: [...shownCounts([...withoutTelling(m, own), ...ofTables], m.least)],
    variables: filled.flatMap(({ variables }) => variables),
    coarseness,
    earlier: order.entries === null ? null : countEarlier(order.draft.vedtak, order.entries),
  };
}

/** Where sources and their union tell how few are in both, the sources are left out. */
function withoutTelling({ counted, least }: Drawn, own: Plan): readonly Counted[] {
  const sources = counted.slice(0, own.population.sources.length);
  const union = counted[sources.length]?.persons ?? 0;
  const tells =
    own.population.combine === 'union' &&
    tellsOverlap(
      sources.map(({ persons }) => persons),
      union,
      least,
    );
  return tells ? counted.slice(sources.length) : counted;
}

const eventDateOf = (
  { configuration }: FeasibilityOrder,
  t: { readonly register: string; readonly tabell: string },
): string | null =>
  configuration.catalogue.get(t.register)?.tabeller.find((x) => x.id === t.tabell)?.hendelsesdato ?? null;
