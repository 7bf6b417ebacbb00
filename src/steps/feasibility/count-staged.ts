import type { Plan } from '../../artifacts/plan.ts';
import type { Engine } from '../../engine/engine.ts';
import { countPasses, numbersOfWidth, splitRange, stageRoom } from '../../engine/memory-plan.ts';
import { readRowCount } from '../../engine/row-count.ts';
import type { Sources } from '../../engine/sources.ts';
import { runStage, runTexts } from '../../engine/table.ts';
import { refuse } from '../../errors/pipeline-error.ts';
import { addCount, beginCount } from '../../risk/judge.ts';
import { emitDropQuasiElsewhere } from '../../sql/judge-combined.ts';
import { emitGather, tablesElsewhere } from '../../sql/judge-elsewhere.ts';
import { emitDropElsewhere } from '../../sql/judge-sensitive.ts';
import { judgedTable, type JudgedTable } from '../../sql/judged-table.ts';
import { emitDropJoinedPart, emitJoin, emitSeveralRows, joinedTable } from '../../sql/joined.ts';
import { tableName } from '../../sql/names.ts';
import { compileTable, emitDropTable, type NumberRange, type TableSql } from '../../sql/stage.ts';
import type { Statement } from '../../sql/statement.ts';
import { emitDropCodes, emitDropTexts } from '../../sql/texts.ts';
import { countJoinedPasses } from '../plan-passes.ts';

/** What a measurement is made with. */
export interface Measuring {
  readonly engine: Engine;
  readonly sources: Sources;
  readonly memoryBytes: number;
  /** ISO date. */
  readonly day: string;
  /** Persons of the population. */
  readonly persons: number;
  /** The least count that is shown. */
  readonly least: number;
  readonly rows: (table: string) => number;
}

/** Rows whose classes have been counted, and what gives back the rest of what they took. */
export interface CountedRows {
  readonly judged: JudgedTable;
  readonly drop: readonly Statement[];
}

/**
 * Stages what the demand of a plan is on and counts its classes: one table, several that are joined to it by person, or a
 * file already joined. Throws what `runStage` throws, and `run.joined-several`.
 */
export const countStaged = (m: Measuring, part: Plan): Promise<CountedRows> => {
  const tables = part.tables.map((table) => compileTable(part, table, m.day));
  return part.joined === undefined
    ? countTables(m, part, tables)
    : countJoined(m, part, tables, part.joined.several);
};

async function countTables(m: Measuring, part: Plan, tables: readonly TableSql[]): Promise<CountedRows> {
  const { engine } = m;
  const judged = judgedOf(part, tables);
  for (const t of tablesElsewhere(judged)) {
    const take = async (fresh: boolean): Promise<void> => {
      for (const statement of emitGather(judged, t, fresh)) await engine.run(statement);
    };
    await eachPass(m, part, t, (_, i) => take(i === 0));
    for (const statement of [...emitDropTable(t), ...emitDropCodes(t)]) await engine.run(statement);
  }
  await beginCount(engine, judged);
  await eachPass(m, part, judged.sql, (pass) => addCount(engine, judged, pass));
  const elsewhere = [...emitDropElsewhere(judged), ...emitDropQuasiElsewhere(judged)];
  return { judged, drop: [...emitDropTable(judged.sql), ...emitDropCodes(judged.sql), ...elsewhere] };
}

function judgedOf({ demand }: Plan, tables: readonly TableSql[]): JudgedTable {
  for (const t of tables) {
    const judged = demand === null ? null : judgedTable(demand, t, tables);
    if (judged !== null) return judged;
  }
  throw new Error('no table has a quasi-identifier');
}

/** Stages a table pass by pass. */
async function eachPass(
  m: Measuring,
  part: Plan,
  t: TableSql,
  take: (pass: NumberRange, i: number) => Promise<unknown>,
): Promise<void> {
  const { engine, sources, memoryBytes } = m;
  await runTexts(engine, sources, t);
  const rows = m.rows(tableName(t.table));
  const passes = splitRange(numbersOfWidth(part.number.width), countPasses(t, rows, memoryBytes));
  for (const [i, pass] of passes.entries()) {
    await runStage(engine, sources, t, pass, stageRoom(t, rows, memoryBytes), false);
    await take(pass, i);
  }
}

async function countJoined(
  m: Measuring,
  part: Plan,
  tables: readonly TableSql[],
  several: string | null,
): Promise<CountedRows> {
  const { engine, sources, memoryBytes } = m;
  const joined = joinedTable(tables);
  const judged = judgedOf(part, [joined]);
  for (const t of tables) await runTexts(engine, sources, t);
  const rows = tables.map(({ table }) => m.rows(tableName(table)));
  const passes = countJoinedPasses(joined, tables, rows, memoryBytes);
  await beginCount(engine, judged);
  for (const pass of splitRange(numbersOfWidth(part.number.width), passes)) {
    for (const [i, t] of tables.entries()) {
      await runStage(engine, sources, t, pass, stageRoom(t, rows[i] ?? 0, memoryBytes / 2), false);
      if (tableName(t.table) !== several) await checkOneRow(engine, t);
    }
    await engine.run(emitJoin(joined, tables));
    for (const t of tables) await engine.run(emitDropJoinedPart(t));
    await addCount(engine, judged, pass);
  }
  const texts = tables.flatMap((t) => [...emitDropTexts(t), ...emitDropCodes(t)]);
  return { judged, drop: [emitDropJoinedPart(joined), ...texts] };
}

async function checkOneRow(engine: Engine, t: TableSql): Promise<void> {
  const persons = await readRowCount(engine, emitSeveralRows(t));
  if (persons > 0) throw refuse('run', 'run.joined-several', tableName(t.table), { persons });
}
