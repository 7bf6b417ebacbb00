import { atLevels } from '../artifacts/levelled.ts';
import type { PlanDemand, PlanTable } from '../artifacts/plan.ts';
import type { Engine } from '../engine/engine.ts';
import { emitDropRelation, formRows, TRIAL } from '../sql/coarsen.ts';
import { joinedTable, emitJoinOf } from '../sql/joined.ts';
import type { JudgedTable } from '../sql/judged-table.ts';
import { stage } from '../sql/names.ts';
import type { TableSql } from '../sql/stage.ts';
import {
  formName,
  formsOf,
  leftOutForms,
  mayLeaveOut,
  type FormedRows,
  type LevelForms,
  type LevelOf,
} from './formed-rows.ts';
import { takeForms, type FormedTable } from './formed-table.ts';

/** What the rows of a joined file are formed with. */
export interface FormingJoin {
  readonly engine: Engine;
  readonly demand: PlanDemand;
  readonly judged: JudgedTable;
  /** All staged, with every form, and joined with them in the place of the joined rows. */
  readonly parts: readonly FormedTable[];
  /** SQL of a table with these columns. */
  readonly compile: (table: PlanTable) => TableSql;
}

/**
 * The rows of a joined file with every form. A row that is left out is one of its table, and leaves the cells of the others.
 * What is chosen takes its place in the tables, which are to be joined anew.
 */
export const formJoin = (f: FormingJoin): FormedRows => ({
  judged: f.judged,
  relation: stage(f.judged.sql.table),
  quasi: f.judged.quasi.map((name) => findForms(f, name)),
  leavesOut: f.parts.some(({ base, invalid }) => mayLeaveOut(base.table, f.demand, invalid)),
  unfitIn: null,
  copyAt: (levelOf) => copyAt(f, levelOf),
  dropCopy: () => [emitDropRelation(stage(TRIAL))],
  take: async (levelOf) => {
    const taken: TableSql[] = [];
    for (const part of f.parts) taken.push(await takeForms(f.engine, { ...f, ...part }, levelOf));
    const t = joinedTable(taken);
    return { t, judged: { ...f.judged, sql: t } };
  },
});

function findForms({ parts, demand }: FormingJoin, name: string): LevelForms {
  const part = parts.find(({ base }) => base.columns.some((c) => c.name === name));
  if (part === undefined) throw new Error('a quasi-identifier that no joined table has');
  return formsOf(part.staged, demand, name);
}

/** Joins what is judged of the tables, each column in its form and without the rows that these forms leave out. */
async function copyAt(
  { engine, demand, judged, parts, compile }: FormingJoin,
  levelOf: LevelOf,
): Promise<JudgedTable> {
  const asked = new Set([...judged.own, ...(judged.events?.columns ?? [])]);
  const rows = parts.map(({ base, staged }) => {
    const columns = base.columns.map(({ name }) => name).filter((name) => asked.has(name));
    const taken = columns.map((name) => ({ name, form: formName(base.table, demand, name, levelOf) }));
    const leftOut = leftOutForms(base.table, demand, levelOf);
    const from = stage(staged.table);
    return {
      columns,
      rows: `(${formRows({ staged, from, taken, leftOut, distinct: judged.unit === 'person' })})`,
    };
  });
  await engine.run(emitJoinOf(stage(TRIAL), rows));
  const sql = joinedTable(parts.map(({ base }) => compile(atLevels(base.table, demand, levelOf))));
  return { ...judged, sql: { ...sql, table: { ...sql.table, ...TRIAL } } };
}
