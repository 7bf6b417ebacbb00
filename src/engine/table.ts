import { z } from 'zod';
import { PipelineError, problem } from '../errors/pipeline-error.ts';
import { scopeColumns, tableColumns } from '../sql/columns-needed.ts';
import { tableName } from '../sql/names.ts';
import {
  emitDomains,
  emitDomainTables,
  emitEnumerations,
  emitInvalidCounts,
  emitLeaveOut,
  emitStage,
  emitStageCount,
  emitStageTable,
  emitTallied,
  emitTally,
  emitTallyTable,
  type NumberRange,
  type TableSql,
} from '../sql/stage.ts';
import type { Engine } from './engine.ts';
import { breaksPolicy, shareText } from '../base/share.ts';
import type { Sources } from './sources.ts';

/** Rows of one extract: in scope of the decision's conditions, of persons in the key, malformed. */
export interface Tally {
  readonly total: number;
  readonly matched: number;
  readonly malformed: number;
}

const tallyRow = z.object({
  total: z.number().nullable(),
  matched: z.number().nullable(),
  malformed: z.number().nullable(),
});

/**
 * Counts what a table will have and gathers the texts of its enumerations. Throws `run.identifier-malformed` when rows
 * whose person cannot be known break the policy of the table.
 */
export async function runTally(engine: Engine, sources: Sources, t: TableSql): Promise<Tally> {
  await engine.run(emitTallyTable(t));
  for (const statement of emitDomainTables(t)) await engine.run(statement);
  const columns = emitDomains(t).length === 0 ? scopeColumns(t.table) : tableColumns(t.table);
  await sources.each(t.table, columns, async () => {
    await engine.run(emitTally(t));
    for (const statement of emitDomains(t)) await engine.run(statement);
  });
  for (const statement of emitEnumerations(t)) await engine.run(statement);
  const [row] = await engine.read(emitTallied(t), tallyRow);
  const tally = { total: row?.total ?? 0, matched: row?.matched ?? 0, malformed: row?.malformed ?? 0 };
  checkMalformed(t, tally);
  return tally;
}

function checkMalformed(t: TableSql, { malformed, total }: Tally): void {
  if (!breaksPolicy(t.table.invalidIdentifier, malformed, total)) return;
  const at = `${tableName(t.table)}.${t.table.identifier}`;
  const counts = { rows: malformed, share: shareText(malformed, total) };
  throw new PipelineError('run', [problem('run.identifier-malformed', at, counts)]);
}

/** Rows left out or emptied because a value did not fit, by delivered column. */
export type InvalidCounts = Readonly<Record<string, number>>;

/**
 * Puts the rows of a range of persons ready, as they will be delivered, and gives how many values of each column did not
 * fit. Rows that the policy leaves out are gone; whether the policy allows so many is for `checkInvalid`.
 */
export async function runStage(
  engine: Engine,
  sources: Sources,
  t: TableSql,
  range: NumberRange,
): Promise<InvalidCounts> {
  await engine.run(emitStageTable(t));
  await sources.each(t.table, tableColumns(t.table), () => engine.run(emitStage(t, range)));
  const [counts] = await engine.read(emitInvalidCounts(t), z.record(z.string(), z.number()));
  const leaveOut = emitLeaveOut(t);
  if (leaveOut !== null && Object.values(counts ?? {}).some((n) => n > 0)) await engine.run(leaveOut);
  return counts ?? {};
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
        : `, or at most ${100 * maxShare} % that do not (maksAndel)`;
    const at = `${tableName(t.table)}.${column.source}`;
    return [problem('run.invalid-value', at, { rows: found, share: shareText(found, rows), limit })];
  });
  if (problems.length > 0) throw new PipelineError('run', problems);
}

export interface StageCount {
  readonly rows: number;
  readonly persons: number;
}

export async function readStageCount(engine: Engine, t: TableSql): Promise<StageCount> {
  const [row] = await engine.read(emitStageCount(t), z.object({ rows: z.number(), persons: z.number() }));
  return row ?? { rows: 0, persons: 0 };
}
