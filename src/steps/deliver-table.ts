import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { levelled } from '../artifacts/levelled.ts';
import type { Plan, PlanSelection, PlanTable } from '../artifacts/plan.ts';
import type { Transformation } from '../artifacts/transformation.ts';
import type { Stopwatch } from '../base/progress.ts';
import type { Engine } from '../engine/engine.ts';
import { countAtOnce, countParts, countPasses, numbersOfWidth, splitRange } from '../engine/memory-plan.ts';
import { readRowCount } from '../engine/row-count.ts';
import type { Sources } from '../engine/sources.ts';
import {
  checkInvalid,
  checkMalformed,
  countMalformed,
  isCovered,
  runStage,
  runTally,
  runTexts,
  runUsedTexts,
  type InvalidCounts,
  type Staged,
  type Tally,
} from '../engine/table.ts';
import { refuse } from '../errors/pipeline-error.ts';
import type { Encryptors } from '../package/encryptors.ts';
import { partFile, type PartName } from '../package/package-layout.ts';
import type { SealedPart } from '../package/sealed-part.ts';
import { partTarget, type Staging } from '../package/staging.ts';
import {
  addCount,
  beginCount,
  checkSuppression,
  readSuppressed,
  readVerdict,
  refuseViolation,
  suppressStaged,
  type Verdict,
} from '../risk/judge.ts';
import { scanForLeaks } from '../risk/leak-scan.ts';
import {
  emitDelivered,
  emitForgetDelivered,
  emitStagedPersonCount,
  emitStagedPersons,
} from '../sql/delivered.ts';
import { emitDropJudge, emitRemoveSuppressed, type JudgedTable } from '../sql/judge.ts';
import { tableName } from '../sql/names.ts';
import {
  compileTable,
  emitDropTable,
  emitPart,
  emitStageRows,
  type NumberRange,
  type TableSql,
} from '../sql/stage.ts';
import { coarsenTable } from './coarsen-table.ts';

/** What every table of a run is delivered with. */
export interface TableRun {
  readonly engine: Engine;
  readonly sources: Sources;
  readonly plan: Plan;
  readonly encryptors: Encryptors;
  readonly staging: Staging;
  readonly recipients: readonly string[];
  readonly stopwatch: Stopwatch;
  /** Memory of DuckDB, in bytes. */
  readonly memoryBytes: number;
  /** Selections of the utvalg in which every identifier was valid: what they have seen need not be looked at again. */
  readonly sound: readonly PlanSelection[];
  /** Rows of each extract by `register.tabell`. */
  readonly extractRows: ReadonlyMap<string, number>;
  /** Day of the run, ISO. */
  readonly day: string;
  /** Whether the persons suppressed so far are to be taken out of this table. */
  readonly removes: boolean;
}

interface DeliveredPart {
  readonly name: PartName;
  readonly sealed: SealedPart;
}

export interface DeliveredTable {
  readonly sql: TableSql;
  /** Rows of the extract, and those in scope of persons in the population. */
  readonly extractRows: number;
  readonly ofPopulation: number;
  readonly malformed: number;
  readonly rows: number;
  readonly persons: number;
  readonly invalid: InvalidCounts;
  /** Null for a table without quasi-identifiers. */
  readonly verdict: Verdict | null;
  /** The coarsening that was chosen; null where the decision orders none. */
  readonly transformation: Transformation | null;
  readonly suppressed: { readonly rows: number; readonly persons: number };
  readonly parts: readonly DeliveredPart[];
}

/**
 * Delivers one table: puts its rows ready range by range, judges them, looks for leaks, and writes the parts. A table
 * that fits the memory in one pass is written after its verdict. A larger one is written pass by pass on the assumption
 * that the verdict will be good, and its parts are thrown away when it is not; nothing is published before the verdict.
 * Throws what `runStage`, `checkMalformed`, `checkInvalid`, the judge, the leak scan and the encryptors throw.
 */
export async function deliverTable(
  run: TableRun,
  asListed: TableSql,
  judgedAsListed: JudgedTable | null,
): Promise<DeliveredTable> {
  const { engine, stopwatch } = run;
  const staged = judgedAsListed === null ? asListed : withForms(run, asListed);
  const opened = await openStaged(run, staged);
  const { t, judged, work, transformation } = await coarsen(run, opened, judgedAsListed);
  const { malformed, extractRows } = opened;
  for (let before: Round | null = null; ;) {
    const round = await runRound(run, t, judged, work);
    checkMalformed(t, malformed, round.ofPopulation + malformed);
    const first: Round = before ?? round;
    if (round.verdict === null || round.verdict.violating === 0) {
      const parts = work.single ? await work.write() : work.written();
      const suppressed = { rows: round.kept - round.rows, persons: first.persons - round.persons };
      for (const statement of [...(judged === null ? [] : emitDropJudge(judged)), ...emitDropTable(t)])
        await engine.run(statement);
      return { sql: t, extractRows, malformed, ...round, transformation, suppressed, parts };
    }
    await work.discard();
    await suppress(run, judged, round.verdict, first.persons, work);
    before = first;
  }
}

/** A table whose texts and identifiers have been looked at, and whose rows can be put ready. */
interface OpenedTable {
  readonly staged: TableSql;
  readonly extractRows: number;
  readonly malformed: number;
  readonly passes: readonly NumberRange[];
  readonly work: TableWork;
}

async function openStaged(run: TableRun, staged: TableSql): Promise<OpenedTable> {
  const { engine, stopwatch } = run;
  const name = tableName(staged.table);
  const extractRows = run.extractRows.get(name) ?? 0;
  await stopwatch.step(`${name}: texts`, () => runTexts(engine, run.sources, staged));
  const malformed = run.sound.some((selection) => isCovered(staged, selection))
    ? 0
    : await stopwatch.step(`${name}: identifiers`, () => countMalformed(engine, run.sources, staged));
  const passes = await planPasses(run, staged, extractRows);
  return { staged, extractRows, malformed, passes, work: openTableWork(run, staged, passes, null) };
}

/** The table as it is staged: with every coarser form that the decision allows of its quasi-identifiers. */
function withForms(run: TableRun, t: TableSql): TableSql {
  const table = levelled(t.table, run.plan.demand);
  return table === t.table ? t : compileTable(run.plan, table, run.day);
}

interface ReadyTable {
  readonly t: TableSql;
  readonly judged: JudgedTable | null;
  readonly work: TableWork;
  readonly transformation: Transformation | null;
}

/** Chooses the coarsening on the whole stage where the decision orders one. Throws `run.coarsening-passes` (exit 13). */
async function coarsen(
  run: TableRun,
  { staged, malformed, passes, work }: OpenedTable,
  judged: JudgedTable | null,
): Promise<ReadyTable> {
  const { engine, plan, memoryBytes, day, stopwatch } = run;
  const { demand } = plan;
  if (judged === null || demand?.onViolation !== 'generaliser')
    return { t: staged, judged, work, transformation: null };
  const name = tableName(staged.table);
  const [pass] = passes;
  if (pass === undefined || passes.length > 1)
    throw refuse('run', 'run.coarsening-passes', name, { passes: passes.length });
  await work.stage(pass);
  const found = work.found();
  checkMalformed(staged, malformed, found.rows + malformed);
  checkInvalid(staged, found.invalid, found.rows);
  const compile = (table: PlanTable): TableSql => compileTable(plan, table, day);
  const coarsened = await stopwatch.step(`${name}: coarsen`, () =>
    coarsenTable({ engine, memoryBytes, demand, judged, staged, compile }),
  );
  return { ...coarsened, work: openTableWork(run, coarsened.t, passes, { pass, staged: found }) };
}

/** One pass where even every row of the extract would fit the memory; otherwise the rows that will come are counted first. */
async function planPasses(run: TableRun, t: TableSql, extractRows: number): Promise<readonly NumberRange[]> {
  const numbers = numbersOfWidth(run.plan.number.width);
  if (countPasses(t, extractRows, run.memoryBytes) === 1) return [numbers];
  const count = (): Promise<Tally> => runTally(run.engine, run.sources, t);
  const { matched } = await run.stopwatch.step(`${tableName(t.table)}: count`, count, (found) => found.total);
  return splitRange(numbers, countPasses(t, matched, run.memoryBytes));
}

interface Round {
  readonly ofPopulation: number;
  /** Rows that the policies for values left, and those of them whose persons are not suppressed. */
  readonly kept: number;
  readonly rows: number;
  readonly persons: number;
  readonly invalid: InvalidCounts;
  readonly verdict: Verdict | null;
}

/** One look at all rows: staged, without the suppressed, counted, and judged where the table has quasi-identifiers. */
async function runRound(
  run: TableRun,
  t: TableSql,
  judged: JudgedTable | null,
  work: TableWork,
): Promise<Round> {
  const { engine, stopwatch } = run;
  const total = { rows: 0, persons: 0 };
  if (judged !== null) await beginCount(engine, judged);
  for (const pass of work.passes) {
    await work.stage(pass);
    const rows = await readRowCount(engine, emitStageRows(t));
    if (judged !== null)
      await stopwatch.step(
        `${tableName(t.table)}: judge`,
        () => addCount(engine, judged),
        () => rows,
      );
    await stopwatch.step(`${tableName(t.table)}: persons`, () =>
      engine.run(emitStagedPersons(t, judged !== null)),
    );
    total.rows += rows;
    total.persons += await readRowCount(engine, emitStagedPersonCount());
    if (!work.single) await work.write();
  }
  const { invalid, rows, kept } = work.found();
  checkInvalid(t, invalid, rows);
  const verdict = judged === null ? null : await readVerdict(engine, judged);
  return { ...total, ofPopulation: rows, kept, invalid, verdict };
}

async function suppress(
  run: TableRun,
  judged: JudgedTable | null,
  verdict: Verdict,
  persons: number,
  work: TableWork,
): Promise<void> {
  const { demand } = run.plan;
  if (judged === null || demand === null) throw new Error('a verdict without a demand');
  if (demand.onViolation === 'avvis') throw refuseViolation(demand, verdict);
  for (const pass of work.passes) {
    await work.stage(pass);
    await suppressStaged(run.engine, judged);
  }
  checkSuppression(demand, await readSuppressed(run.engine), persons);
  await work.removeSuppressed();
}

/** The stage of one table and the parts written from it so far. */
interface TableWork {
  readonly passes: readonly NumberRange[];
  /** All rows are staged at once. */
  readonly single: boolean;
  /** Puts a pass ready, unless it is. */
  stage(pass: NumberRange): Promise<void>;
  removeSuppressed(): Promise<void>;
  /** Writes the parts of the staged pass and gives all parts so far. */
  write(): Promise<readonly DeliveredPart[]>;
  written(): readonly DeliveredPart[];
  /** Removes every part written so far. */
  discard(): Promise<void>;
  /** What was found when the passes were put ready, summed. */
  found(): Staged;
}

/** `ready`: a pass that is staged already. */
function openTableWork(
  run: TableRun,
  t: TableSql,
  passes: readonly NumberRange[],
  ready: { readonly pass: NumberRange; readonly staged: Staged } | null,
): TableWork {
  const { engine, stopwatch } = run;
  const name = tableName(t.table);
  const found = new Map<NumberRange, Staged>(ready === null ? [] : [[ready.pass, ready.staged]]);
  const parts: DeliveredPart[] = [];
  let staged: NumberRange | null = ready?.pass ?? null;
  const removeSuppressed = (): Promise<void> => engine.run(emitRemoveSuppressed(t));
  const stagePass = (pass: NumberRange): Promise<Staged> =>
    runStage(engine, run.sources, t, pass, countAtOnce(t, run.memoryBytes));
  return {
    passes,
    single: passes.length === 1,
    stage: async (pass) => {
      if (staged === pass) return;
      found.set(
        pass,
        await stopwatch.step(
          `${name}: minimise`,
          () => stagePass(pass),
          ({ rows }) => rows,
        ),
      );
      if (run.removes) await removeSuppressed();
      staged = pass;
    },
    removeSuppressed,
    write: async () => {
      if (staged === null) throw new Error('nothing is staged');
      await stopwatch.step(`${name}: leak scan`, async () => {
        await runUsedTexts(engine, t);
        await scanForLeaks(engine, t);
      });
      await engine.run(emitDelivered());
      const rows = await readRowCount(engine, emitStageRows(t));
      for (const range of splitRange(staged, countParts(t, rows, run.memoryBytes))) {
        const write = (): Promise<DeliveredPart> => writePart(run, t, parts.length, range);
        parts.push(await stopwatch.step(`${name}: write`, write, (part) => part.sealed.rows));
      }
      return parts;
    },
    written: () => parts,
    discard: async () => {
      await engine.run(emitForgetDelivered());
      for (const part of parts.splice(0)) await unlink(join(run.staging.folder, partFile(part.name)));
    },
    found: () => sumStaged([...found.values()]),
  };
}

function sumStaged(all: readonly Staged[]): Staged {
  const invalid: Record<string, number> = {};
  for (const staged of all)
    for (const [column, n] of Object.entries(staged.invalid)) invalid[column] = (invalid[column] ?? 0) + n;
  const sum = (of: (staged: Staged) => number): number =>
    all.reduce((total, staged) => total + of(staged), 0);
  return { invalid, rows: sum((s) => s.rows), kept: sum((s) => s.kept) };
}

/** Writes one part into a pipe whose other end encrypts; on any failure neither file nor pipe is left. */
async function writePart(run: TableRun, t: TableSql, nr: number, range: NumberRange): Promise<DeliveredPart> {
  const { register, tabell } = t.table;
  const name: PartName = { register, tabell, nr, format: 'parquet' };
  const sink = await run.encryptors.openPart(partTarget(run.staging, name, run.recipients));
  try {
    await run.engine.run(emitPart(t, range, sink.path));
  } catch (error) {
    await sink.abandon();
    throw error;
  }
  const sealed = await sink.finish();
  checkColumns(t, name, sealed);
  return { name, sealed };
}

/** Holds the footer of the written file against the plan: nothing is delivered that the decision does not list. */
function checkColumns(t: TableSql, name: PartName, sealed: SealedPart): void {
  const planned = ['loepenummer', ...t.columns.map((c) => c.name)];
  const written = sealed.columns.map((c) => c.name);
  if (planned.length === written.length && planned.every((column, i) => column === written[i])) return;
  throw refuse('run', 'run.schema-differs', tableName(t.table), { file: partFile(name) });
}
