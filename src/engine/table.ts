import { z } from 'zod';
import { PipelineError, problem } from '../errors/pipeline-error.ts';
import type { PlanSelection } from '../artifacts/plan.ts';
import { canonicalJson } from '../base/canonical-json.ts';
import { breaksPolicy, shareText } from '../base/share.ts';
import { scopeColumns, tableColumns } from '../sql/columns-needed.ts';
import { tableName } from '../sql/names.ts';
import {
  emitCompress,
  emitInvalidCounts,
  emitRemoveStrays,
  emitStagedStrays,
  emitStrayShare,
  emitLeaveOut,
  emitMalformedStrays,
  emitStage,
  emitStageRows,
  emitStageTable,
  emitStrays,
  emitStrayTable,
  emitTallied,
  emitTally,
  emitTallyTable,
  type NumberRange,
  type TableSql,
} from '../sql/stage.ts';
import { emitCodes, emitCountedCodes, emitTexts, emitTextTables, emitUsedTexts } from '../sql/texts.ts';
import { emitCounts } from '../sql/rare.ts';
import type { Engine } from './engine.ts';
import type { StageRoom } from './memory-plan.ts';
import { readRowCount } from './row-count.ts';
import type { Sources } from './sources.ts';

/** Rows of one extract in scope of the decision's conditions, and those of them that belong to persons in the key. */
export interface Tally {
  readonly total: number;
  readonly matched: number;
}

const tallyRow = z.object({ total: z.number().nullable(), matched: z.number().nullable() });

/** Counts what a table will have, with one look at its identifiers and conditions. */
export async function runTally(engine: Engine, sources: Sources, t: TableSql): Promise<Tally> {
  await engine.run(emitTallyTable(t));
  await sources.each(t.table, scopeColumns(t.table), () => engine.run(emitTally(t)));
  const [row] = await engine.read(emitTallied(t), tallyRow);
  return { total: row?.total ?? 0, matched: row?.matched ?? 0 };
}

/** Gathers and numbers the texts of a table's columns. */
export async function runTexts(engine: Engine, sources: Sources, t: TableSql): Promise<void> {
  const gather = emitTexts(t);
  for (const statement of emitTextTables(t)) await engine.run(statement);
  if (gather.length > 0)
    await sources.each(t.table, tableColumns(t.table), async () => {
      for (const statement of gather) await engine.run(statement);
    });
  for (const statement of emitCodes(t)) await engine.run(statement);
  const counts = emitCounts(t);
  if (counts.length === 0) return;
  await sources.each(t.table, tableColumns(t.table), async () => {
    for (const statement of counts) await engine.run(statement);
  });
  for (const statement of emitCountedCodes(t)) await engine.run(statement);
}

/** Finds which of the texts the staged rows use, when nothing more will be taken out of them: those are delivered. */
export async function runUsedTexts(engine: Engine, t: TableSql, staged: TableSql = t): Promise<void> {
  for (const statement of emitUsedTexts(t, staged)) await engine.run(statement);
}

/** Whether every row in scope of a table is one that a selection has seen. */
export const isCovered = (t: TableSql, by: PlanSelection): boolean =>
  tableName(by) === tableName(t.table) &&
  by.age === null &&
  by.conditions.every((asked) => t.table.conditions.some((c) => canonicalJson(c) === canonicalJson(asked)));

/** Counts the rows in scope whose identifier is missing or malformed, among those whose identifier the key does not know. */
export async function countMalformed(engine: Engine, sources: Sources, t: TableSql): Promise<number> {
  await engine.run(emitStrayTable(t));
  await sources.each(t.table, scopeColumns(t.table), () => engine.run(emitStrays(t)));
  return readRowCount(engine, emitMalformedStrays(t));
}

/** Above it, identifiers that the key does not know are gathered and looked at once each. */
const FEW_STRAYS = 0.02;

/** Whether few rows of a table are of persons outside the key, by its first rows. */
export async function hasFewStrays(engine: Engine, sources: Sources, t: TableSql): Promise<boolean> {
  let share = 1;
  await sources.first(t.table, [t.table.identifier], async () => {
    share = await readRowCount(engine, emitStrayShare(t));
  });
  return share <= FEW_STRAYS;
}

/** Values that did not fit, by delivered column. */
export type InvalidCounts = Readonly<Record<string, number>>;

/** What one pass put ready. */
export interface Staged {
  readonly invalid: InvalidCounts;
  /** Rows in scope whose identifier is missing or malformed, where they were looked for; they are gone. */
  readonly malformed: number;
  /** Rows in scope of persons in the range, before any is left out. */
  readonly rows: number;
  /** Rows that are left of them. */
  readonly kept: number;
}

/**
 * Puts the rows of a range of persons ready, as they will be delivered. Rows that a policy leaves out are gone; whether
 * the policies allow so many is for `checkInvalid`. `strays`: whether rows with a malformed identifier are
 * looked for on the way, which is for one range alone.
 */
export async function runStage(
  engine: Engine,
  sources: Sources,
  t: TableSql,
  range: NumberRange,
  room: StageRoom,
  strays: boolean,
): Promise<Staged> {
  await engine.run(emitStageTable(t));
  let staged = { compressed: 0, fresh: 0 };
  await sources.slices(t.table, tableColumns(t.table), room.rowsAtOnce, async (shown) => {
    if (staged.fresh > 0 && room.mustCompress(staged, shown)) {
      await engine.run(emitCompress(t));
      staged = { compressed: staged.compressed + staged.fresh, fresh: 0 };
    }
    await engine.run(emitStage(t, range, strays));
    staged = { ...staged, fresh: staged.fresh + shown };
  });
  const malformed = strays ? await readRowCount(engine, emitStagedStrays(t)) : 0;
  if (malformed > 0) await engine.run(emitRemoveStrays(t));
  const [counts] = await engine.read(emitInvalidCounts(t), z.record(z.string(), z.number()));
  const invalid = counts ?? {};
  const rows = await readRowCount(engine, emitStageRows(t));
  const leaveOut = emitLeaveOut(t);
  if (leaveOut === null || Object.values(invalid).every((n) => n === 0))
    return { invalid, malformed, rows, kept: rows };
  await engine.run(leaveOut);
  return { invalid, malformed, rows, kept: await readRowCount(engine, emitStageRows(t)) };
}

/** Throws `run.identifier-malformed` when rows whose person cannot be known break the policy of the table. */
export function checkMalformed(t: TableSql, malformed: number, rows: number): void {
  if (!breaksPolicy(t.table.invalidIdentifier, malformed, rows)) return;
  const at = `${tableName(t.table)}.${t.table.identifier}`;
  const counts = { rows: malformed, share: shareText(malformed, rows) };
  throw new PipelineError('run', [problem('run.identifier-malformed', at, counts)]);
}

/** Throws `run.invalid-value` for every column in which more values did not fit than its policy allows. */
export function checkInvalid(t: TableSql, counts: InvalidCounts, rows: number): void {
  const problems = t.table.columns.flatMap((column) => {
    const found = counts[column.name] ?? 0;
    if (!breaksPolicy(column.invalid, found, rows)) return [];
    const { action, maxShare } = column.invalid;
    const limit =
      action === 'stopp' || maxShare === null
        ? ''
        : `, or at most ${Number((100 * maxShare).toPrecision(12))} % that do not (maksAndel)`;
    const at = `${tableName(t.table)}.${column.source}`;
    return [problem('run.invalid-value', at, { rows: found, share: shareText(found, rows), limit })];
  });
  if (problems.length > 0) throw new PipelineError('run', problems);
}
