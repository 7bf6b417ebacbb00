import { levelled } from '../artifacts/levelled.ts';
import type { PlanTable } from '../artifacts/plan.ts';
import type { Transformation } from '../artifacts/transformation.ts';
import { readRowCount } from '../engine/row-count.ts';
import { checkInvalid, checkMalformed, type Staged } from '../engine/table.ts';
import { refuse } from '../errors/pipeline-error.ts';
import type { JudgedTable } from '../sql/judged-table.ts';
import { tableName } from '../sql/names.ts';
import { compileTable, emitStageRows, type NumberRange, type TableSql } from '../sql/stage.ts';
import { coarsenRows, type CoarsenedRows } from './coarsen-rows.ts';
import { invalidAt, type LevelOf } from './formed-rows.ts';
import { formTable, takeForms, type FormedTable } from './formed-table.ts';
import { openTableWork, type TableRun, type TableWork } from './table-work.ts';

/** A table whose texts and identifiers have been looked at, and whose rows can be put ready. */
export interface OpenedTable {
  readonly asListed: TableSql;
  /** With every coarser form that the decision allows of its quasi-identifiers. */
  readonly staged: TableSql;
  /** Rows with a malformed identifier that were counted beforehand; others are found when the rows are put ready. */
  readonly malformed: number;
  readonly passes: readonly NumberRange[];
  readonly work: TableWork;
}

/** A table whose rows can be put ready in the coarseness that is delivered. */
export interface ReadyTable {
  readonly t: TableSql;
  readonly judged: JudgedTable | null;
  readonly work: TableWork;
  readonly transformation: Transformation | null;
  /** As `CoarsenedRows`; nothing where no coarser level is given. */
  readonly nextLevels: CoarsenedRows['nextLevels'];
}

/** What a table is delivered by. */
export interface TableOrder {
  /** The demand where it is on this table. */
  readonly judged: JudgedTable | null;
  /** Other tables that are judged with it and have coarser forms (`gatherElsewhere`). */
  readonly formed: readonly FormedTable[];
  /** The levels that were chosen with the judged table; null before. */
  readonly levelOf: LevelOf | null;
}

/** The table as it is staged: with every coarser form that the decision allows of its quasi-identifiers. */
export function withForms(run: TableRun, t: TableSql): TableSql {
  const table = levelled(t.table, run.plan.demand);
  return table === t.table ? t : compileTable(run.plan, table, run.day);
}

/**
 * Chooses the coarsening on the whole stage where the decision orders one, or carries out what was chosen with the judged
 * table. Throws `run.coarsening-passes` (exit 13).
 */
export async function coarsenTable(
  run: TableRun,
  opened: OpenedTable,
  order: TableOrder,
): Promise<ReadyTable> {
  const { engine, plan, memoryBytes, day, stopwatch } = run;
  const { asListed, staged, passes, work } = opened;
  const { demand } = plan;
  const { judged, formed, levelOf } = order;
  const chooses = judged !== null && demand?.onViolation === 'generaliser';
  if (demand === null || (!chooses && staged === asListed))
    return { t: staged, judged, work, transformation: null, nextLevels: new Map() };
  const { pass, found } = await stageWhole(opened);
  const compile = (table: PlanTable): TableSql => compileTable(plan, table, day);
  const own: FormedTable = { base: asListed, staged, invalid: found.invalid };
  const readyIn = async (t: TableSql, at: LevelOf): Promise<Pick<ReadyTable, 't' | 'work'>> => {
    const kept = await readRowCount(engine, emitStageRows(t));
    const invalid = invalidAt(asListed.table, demand, found.invalid, at);
    return { t, work: openTableWork(run, t, passes, { pass, staged: { ...found, kept, invalid } }) };
  };
  if (!chooses) {
    if (levelOf === null) throw new Error('a table with levels that none were chosen for');
    const ready = await readyIn(await takeForms(engine, { ...own, demand, compile }, levelOf), levelOf);
    if (run.removes) await ready.work.removeSuppressed();
    return { ...ready, judged, transformation: null, nextLevels: new Map() };
  }
  const forming = { engine, demand, judged, own, others: formed, range: pass, compile };
  const coarsened = await stopwatch.step(`${tableName(staged.table)}: coarsen`, async () =>
    coarsenRows({ engine, memoryBytes, demand, range: pass }, await formTable(forming)),
  );
  return { ...coarsened, ...(await readyIn(coarsened.t, coarsened.levelOf)) };
}

/** Stages the only pass and holds what was found to the policies of the values as they are listed. */
async function stageWhole({ staged, malformed, passes, work }: OpenedTable): Promise<{
  readonly pass: NumberRange;
  readonly found: Staged;
}> {
  const [pass] = passes;
  if (pass === undefined || passes.length > 1)
    throw refuse('run', 'run.coarsening-passes', tableName(staged.table), { passes: passes.length });
  await work.stage(pass);
  const found = work.found();
  const outside = malformed + found.malformed;
  checkMalformed(staged, outside, found.rows + outside);
  checkInvalid(staged, found.invalid, found.rows);
  return { pass, found };
}
