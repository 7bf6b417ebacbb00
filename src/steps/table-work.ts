import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plan, PlanSelection } from '../artifacts/plan.ts';
import type { Stopwatch } from '../base/progress.ts';
import type { Recipients } from '../crypto/recipients.ts';
import type { Engine } from '../engine/engine.ts';
import { countParts, splitRange, stageRoom, type StageRoom } from '../engine/memory-plan.ts';
import { readRowCount } from '../engine/row-count.ts';
import type { Sources } from '../engine/sources.ts';
import { readStageMark } from '../engine/stage-mark.ts';
import { runStage, runUsedTexts, type Staged } from '../engine/table.ts';
import type { Encryptors } from '../package/encryptors.ts';
import { partFile } from '../package/package-layout.ts';
import type { Staging } from '../package/staging.ts';
import { scanForLeaks } from '../risk/leak-scan.ts';
import { emitDelivered, emitForgetDelivered } from '../sql/delivered.ts';
import { emitRemoveSuppressed } from '../sql/judge.ts';
import { tableName } from '../sql/names.ts';
import { emitStageRows, type NumberRange, type TableSql } from '../sql/stage.ts';
import type { FinishedParts } from './finished-parts.ts';
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
  readonly finished: FinishedParts;
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

/** The stage of one table and the parts written from it so far. */
export interface TableWork {
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

/** A pass that is staged already. */
interface ReadyPass {
  readonly pass: NumberRange;
  readonly staged: Staged;
}

/** `strays`: whether the only pass looks for malformed identifiers on its way. */
export const openTableWork = (
  run: TableRun,
  t: TableSql,
  passes: readonly NumberRange[],
  ready: ReadyPass | null,
  strays = false,
): TableWork =>
  openWork(run, t, passes, ready, {
    stage: (pass) => runStage(run.engine, run.sources, t, pass, roomOf(run, t, run.memoryBytes), strays),
    lookThrough: async () => {
      await runUsedTexts(run.engine, t);
      await scanForLeaks(run.engine, t);
    },
    lists: [t],
    forget: () => undefined,
  });

/** How a table is staged in so much memory, in bytes. */
export const roomOf = (run: TableRun, t: TableSql, memoryBytes: number): StageRoom =>
  stageRoom(t, run.extractRows.get(tableName(t.table)) ?? 0, memoryBytes);

/** How the rows of a pass are put ready and looked through before they are written, and what to do when they are not. */
export interface RowWork {
  readonly stage: (pass: NumberRange) => Promise<Staged>;
  readonly lookThrough: () => Promise<void>;
  /** The tables that the texts of the rows are of. */
  readonly lists: readonly TableSql[];
  readonly forget: () => void;
}

/** As `openTableWork`, for rows that come ready in another way. */
export function openWork(
  run: TableRun,
  t: TableSql,
  passes: readonly NumberRange[],
  ready: ReadyPass | null,
  rows: RowWork,
): TableWork {
  const { engine, stopwatch } = run;
  const name = tableName(t.table);
  const found = new Map<NumberRange, Staged>(ready === null ? [] : [[ready.pass, ready.staged]]);
  const parts: DeliveredPart[] = [];
  let staged: NumberRange | null = ready?.pass ?? null;
  const removeSuppressed = (): Promise<void> => engine.run(emitRemoveSuppressed(t));
  return {
    passes,
    single: passes.length === 1,
    stage: async (pass) => {
      if (staged === pass) return;
      found.set(
        pass,
        await stopwatch.step(
          `${name}: minimise`,
          () => rows.stage(pass),
          (put) => put.rows,
        ),
      );
      if (run.removes) await removeSuppressed();
      staged = pass;
    },
    removeSuppressed,
    write: async () => {
      if (staged === null) throw new Error('nothing is staged');
      await stopwatch.step(`${name}: leak scan`, rows.lookThrough);
      await engine.run(emitDelivered());
      const count = await readRowCount(engine, emitStageRows(t));
      const mark = await readStageMark(engine, t, staged, rows.lists);
      const ranges = splitRange(staged, countParts(t, count, run.memoryBytes));
      await writeParts(run, { t, mark, rows: count }, ranges, parts);
      return parts;
    },
    written: () => parts,
    discard: async () => {
      rows.forget();
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
  return { invalid, malformed: sum((s) => s.malformed), rows: sum((s) => s.rows), kept: sum((s) => s.kept) };
}
