import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plan, PlanSelection } from '../artifacts/plan.ts';
import type { Stopwatch } from '../base/progress.ts';
import type { Recipients } from '../crypto/recipients.ts';
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
import type { Encryptors } from '../package/encryptors.ts';
import { partFile } from '../package/package-layout.ts';
import type { Staging } from '../package/staging.ts';
import { readClassFigures, type ClassFigures } from '../risk/class-figures.ts';
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
import { emitDropTable, emitStageRows, type NumberRange, type TableSql } from '../sql/stage.ts';
import type { TargetFormat } from './target-format.ts';
import { writeParts, type DeliveredPart } from './write-parts.ts';

/** What every table of a run is delivered with. */
export interface TableRun {
  readonly engine: Engine;
  readonly sources: Sources;
  readonly plan: Plan;
  readonly encryptors: Encryptors;
  readonly staging: Staging;
  readonly recipients: Recipients;
  readonly target: TargetFormat;
  readonly stopwatch: Stopwatch;
  /** Memory of DuckDB, in bytes. */
  readonly memoryBytes: number;
  /** Selections of the utvalg in which every identifier was valid: what they have seen need not be looked at again. */
  readonly sound: readonly PlanSelection[];
  /** Rows of each extract by `register.tabell`. */
  readonly extractRows: ReadonlyMap<string, number>;
  /** Whether the persons suppressed so far are to be taken out of this table. */
  readonly removes: boolean;
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
  /** What a report tells of the same classes. */
  readonly figures: ClassFigures | null;
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
  t: TableSql,
  judged: JudgedTable | null,
): Promise<DeliveredTable> {
  const { engine, stopwatch } = run;
  const extractRows = run.extractRows.get(tableName(t.table)) ?? 0;
  await stopwatch.step(`${tableName(t.table)}: texts`, () => runTexts(engine, run.sources, t));
  const malformed = run.sound.some((selection) => isCovered(t, selection))
    ? 0
    : await stopwatch.step(`${tableName(t.table)}: identifiers`, () =>
        countMalformed(engine, run.sources, t),
      );
  const work = openTableWork(run, t, await planPasses(run, t, extractRows));
  for (let before: Round | null = null; ;) {
    const round = await runRound(run, t, judged, work);
    checkMalformed(t, malformed, round.ofPopulation + malformed);
    const first: Round = before ?? round;
    if (round.verdict === null || round.verdict.violating === 0) {
      const parts = work.single ? await work.write() : work.written();
      const suppressed = { rows: round.kept - round.rows, persons: first.persons - round.persons };
      const figures = await figuresOf(run, t, judged);
      for (const statement of [...(judged === null ? [] : emitDropJudge(judged)), ...emitDropTable(t)])
        await engine.run(statement);
      return { sql: t, extractRows, malformed, ...round, figures, suppressed, parts };
    }
    await work.discard();
    await suppress(run, judged, round.verdict, first.persons, work);
    before = first;
  }
}

const figuresOf = async (
  { engine, stopwatch }: TableRun,
  t: TableSql,
  judged: JudgedTable | null,
): Promise<ClassFigures | null> =>
  judged === null
    ? null
    : stopwatch.step(`${tableName(t.table)}: figures`, () => readClassFigures(engine, judged));

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

function openTableWork(run: TableRun, t: TableSql, passes: readonly NumberRange[]): TableWork {
  const { engine, stopwatch } = run;
  const name = tableName(t.table);
  const found = new Map<NumberRange, Staged>();
  const parts: DeliveredPart[] = [];
  let staged: NumberRange | null = null;
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
      await writeParts(run, t, splitRange(staged, countParts(t, rows, run.memoryBytes)), parts);
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
