import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plan } from '../artifacts/plan.ts';
import type { Stopwatch } from '../base/progress.ts';
import type { Engine } from '../engine/engine.ts';
import { cutTable, numbersOfWidth, type Pass } from '../engine/memory-plan.ts';
import type { Sources } from '../engine/sources.ts';
import {
  checkInvalid,
  readStageCount,
  runStage,
  runTally,
  type InvalidCounts,
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
import { emitDelivered, emitForgetDelivered } from '../sql/delivered.ts';
import { emitRemoveSuppressed, type JudgedTable } from '../sql/judge.ts';
import { tableName } from '../sql/names.ts';
import { emitPart, type NumberRange, type TableSql } from '../sql/stage.ts';

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
  /** Whether the persons suppressed so far are to be taken out of this table. */
  readonly removes: boolean;
}

export interface DeliveredPart {
  readonly name: PartName;
  readonly sealed: SealedPart;
}

export interface DeliveredTable {
  readonly sql: TableSql;
  readonly tally: Tally;
  readonly rows: number;
  readonly persons: number;
  readonly invalid: InvalidCounts;
  /** Null for a table without quasi-identifiers. */
  readonly verdict: Verdict | null;
  readonly suppressed: { readonly rows: number; readonly persons: number };
  readonly parts: readonly DeliveredPart[];
}

/**
 * Delivers one table: puts its rows ready range by range, judges them, looks for leaks, and writes the parts. A table
 * that fits the memory in one pass is written after its verdict. A larger one is written pass by pass on the assumption
 * that the verdict will be good, and its parts are thrown away when it is not; nothing is published before the verdict.
 * Throws what `runTally`, `runStage`, the judge and the encryptors throw.
 */
export async function deliverTable(
  run: TableRun,
  t: TableSql,
  judged: JudgedTable | null,
): Promise<DeliveredTable> {
  const name = tableName(t.table);
  const { step } = run.stopwatch;
  const tally = await step(
    `${name}: count`,
    () => runTally(run.engine, run.sources, t),
    (found) => found.total,
  );
  const cut = cutTable(t, tally.matched, run.memoryBytes, numbersOfWidth(run.plan.number.width));
  const work = openTableWork(run, t, cut.passes);
  for (let before: Round | null = null; ;) {
    const round = await runRound(run, t, judged, work);
    const first: Round = before ?? round;
    if (round.verdict === null || round.verdict.violating === 0) {
      const parts = work.single ? await work.write() : work.written();
      const suppressed = { rows: first.rows - round.rows, persons: first.persons - round.persons };
      return { sql: t, tally, ...round, suppressed, parts };
    }
    await work.discard();
    await suppress(run, judged, round.verdict, first.persons, work);
    before = first;
  }
}

interface Round {
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
    const count = await readStageCount(engine, t);
    total.rows += count.rows;
    total.persons += count.persons;
    if (judged !== null)
      await stopwatch.step(
        `${tableName(t.table)}: judge`,
        () => addCount(engine, judged),
        () => count.rows,
      );
    if (!work.single) await work.write(pass);
  }
  const invalid = work.invalid();
  checkInvalid(t, invalid, total.rows);
  return { ...total, invalid, verdict: judged === null ? null : await readVerdict(engine, judged) };
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
  readonly passes: readonly Pass[];
  /** All rows are staged at once. */
  readonly single: boolean;
  /** Puts a pass ready, unless it is. */
  stage(pass: Pass): Promise<void>;
  removeSuppressed(): Promise<void>;
  /** Writes the parts of the staged pass. */
  write(pass?: Pass): Promise<readonly DeliveredPart[]>;
  written(): readonly DeliveredPart[];
  /** Removes every part written so far. */
  discard(): Promise<void>;
  /** Values that did not fit, summed over the passes. */
  invalid(): InvalidCounts;
}

function openTableWork(run: TableRun, t: TableSql, passes: readonly Pass[]): TableWork {
  const { engine, stopwatch } = run;
  const name = tableName(t.table);
  const invalid = new Map<Pass, InvalidCounts>();
  const parts: DeliveredPart[] = [];
  let staged: Pass | null = null;
  const removeSuppressed = (): Promise<void> => engine.run(emitRemoveSuppressed(t));
  return {
    passes,
    single: passes.length === 1,
    stage: async (pass) => {
      if (staged === pass) return;
      invalid.set(
        pass,
        await stopwatch.step(`${name}: minimise`, () => runStage(engine, run.sources, t, pass.range)),
      );
      if (run.removes) await removeSuppressed();
      staged = pass;
    },
    removeSuppressed,
    write: async (pass = passes[0]) => {
      await stopwatch.step(`${name}: leak scan`, () => scanForLeaks(engine, t));
      await engine.run(emitDelivered(t));
      for (const range of pass?.parts ?? []) {
        const nr = parts.length;
        parts.push(
          await stopwatch.step(
            `${name}: write`,
            () => writePart(run, t, nr, range),
            (part) => part.sealed.rows,
          ),
        );
      }
      return parts;
    },
    written: () => parts,
    discard: async () => {
      await engine.run(emitForgetDelivered());
      for (const part of parts.splice(0)) await unlink(join(run.staging.folder, partFile(part.name)));
    },
    invalid: () => sumCounts([...invalid.values()]),
  };
}

function sumCounts(all: readonly InvalidCounts[]): InvalidCounts {
  const sum: Record<string, number> = {};
  for (const counts of all)
    for (const [column, n] of Object.entries(counts)) sum[column] = (sum[column] ?? 0) + n;
  return sum;
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
