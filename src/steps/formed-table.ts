import { atLevels } from '../artifacts/levelled.ts';
import type { PlanDemand, PlanTable } from '../artifacts/plan.ts';
import type { Engine } from '../engine/engine.ts';
import type { InvalidCounts } from '../engine/table.ts';
import {
  emitDropRelation,
  emitFormCopy,
  emitTakeForm,
  formKeeper,
  TRIAL,
  type TakenForm,
} from '../sql/coarsen.ts';
import { emitCombined, emitQuasiElsewhere, FORMS } from '../sql/judge-combined.ts';
import { emitGather } from '../sql/judge-elsewhere.ts';
import { combinedName, type JudgedTable } from '../sql/judged-table.ts';
import { stage } from '../sql/names.ts';
import { emitLeaveOutUnfit, unfit, type NumberRange, type TableSql } from '../sql/stage.ts';
import {
  formName,
  formsOf,
  leftOutForms,
  mayLeaveOut,
  presenceForms,
  type FormedRows,
  type LevelForms,
  type LevelOf,
  type TakenRows,
} from './formed-rows.ts';

/** A table that is staged with every form of its quasi-identifiers. */
export interface FormedTable {
  /** As it would be delivered without coarsening. */
  readonly base: TableSql;
  readonly staged: TableSql;
  readonly invalid: InvalidCounts;
}

/** What the rows of the judged table are formed with. */
export interface FormingTables {
  readonly engine: Engine;
  readonly demand: PlanDemand;
  readonly judged: JudgedTable;
  readonly own: FormedTable;
  /** Other tables with quasi-identifiers that have coarser forms; their rows are kept (`emitKeepForms`) in this order. */
  readonly others: readonly FormedTable[];
  readonly range: NumberRange;
  /** SQL of a table with these columns. */
  readonly compile: (table: PlanTable) => TableSql;
}

/**
 * The staged rows of one table, or of those of several that are joined to it by person, with every form of their
 * quasi-identifiers. What is taken of other tables is judged in the chosen forms; they are delivered in them later.
 */
export async function formTable(f: FormingTables): Promise<FormedRows> {
  const { engine, demand, judged, own, others } = f;
  const ownNames = judged.quasi.filter((name) => own.base.columns.some((c) => c.name === name));
  const ofOwn = ownNames.map((name) => formsOf(own.staged, demand, name));
  const formed = judged.combined.length === 0 ? ofOwn : await formCombined(f, ofOwn);
  return {
    judged,
    relation: judged.combined.length === 0 ? stage(own.staged.table) : FORMS,
    quasi: formed,
    leavesOut: [own, ...others].some(({ staged, invalid }) => mayLeaveOut(staged.table, demand, invalid)),
    // Rows of other tables that are left out have a place in the classes all the same.
    unfitIn: judged.combined.length === 0 ? ({ name }) => unfit(own.staged, [name]) : null,
    copyAt: (levelOf) => copyAt(f, levelOf),
    dropCopy: () => [emitDropRelation(stage(TRIAL))],
    take: async (levelOf) => {
      const t = await takeForms(engine, { ...f, staged: own.staged, base: own.base }, levelOf);
      const taken = await gatherAt(f, levelOf);
      for (const statement of [FORMS, ...others.map((_, i) => formKeeper(i))].map(emitDropRelation))
        await engine.run(statement);
      return { t, judged: { ...taken, sql: t } };
    },
  };
}

/** Joins the rows of all tables with every form. */
async function formCombined(f: FormingTables, ofOwn: readonly LevelForms[]): Promise<readonly LevelForms[]> {
  const { engine, demand, judged, own, others, range } = f;
  const all = judged.combined.map(({ sql, columns }) => {
    const staged = others.find(({ base }) => base === sql)?.staged ?? sql;
    const forms = columns.map((column) =>
      formsOf(staged, demand, column, (name) => combinedName(staged, name)),
    );
    const names = columns.flatMap((column) => formsOf(staged, demand, column).forms.map(({ name }) => name));
    return { forms, table: { sql: staged, columns: names } };
  });
  const everyForm: JudgedTable = {
    ...judged,
    sql: own.staged,
    own: [...new Set([...judged.own, ...ofOwn.flatMap(({ forms }) => forms.map(({ name }) => name))])],
    combined: all.map(({ table }) => table),
  };
  for (const [i, { staged }] of others.entries())
    for (const of of everyForm.combined.filter(({ sql }) => sql === staged))
      await engine.run(emitQuasiElsewhere(everyForm, of, true, formKeeper(i)));
  for (const statement of emitCombined(everyForm, range, FORMS)) await engine.run(statement);
  return [...ofOwn, ...all.flatMap(({ forms }) => forms), presenceForms];
}

/** The columns of a table that are judged, each in its form. */
const takenForms = (
  { demand }: FormingTables,
  table: PlanTable,
  columns: Iterable<string>,
  levelOf: LevelOf,
): readonly TakenForm[] =>
  [...new Set(columns)].map((name) => ({ name, form: formName(table, demand, name, levelOf) }));

/** The columns of the judged table itself that are judged. */
const judgedColumns = ({ own, events }: JudgedTable): readonly string[] => [
  ...own,
  ...(events?.elsewhere === null ? events.columns : []),
];

async function copyAt(f: FormingTables, levelOf: LevelOf): Promise<JudgedTable> {
  const { engine, demand, judged, own, compile } = f;
  await engine.run(
    emitFormCopy({
      ...{ staged: own.staged, from: stage(own.staged.table), into: stage(TRIAL) },
      taken: takenForms(f, own.staged.table, judgedColumns(judged), levelOf),
      leftOut: leftOutForms(own.staged.table, demand, levelOf),
      distinct: judged.unit === 'person',
    }),
  );
  const sql = compile(atLevels(own.base.table, demand, levelOf));
  const taken = await gatherAt(f, levelOf);
  return { ...taken, sql: { ...sql, table: { ...sql.table, ...TRIAL } } };
}

/** The columns of another table that are judged. */
export const askedOf = ({ combined, sensitive, events }: JudgedTable, sql: TableSql): readonly string[] => [
  ...new Set([
    ...combined.flatMap((of) => (of.sql === sql ? of.columns : [])),
    ...sensitive.flatMap((s) => (s.elsewhere === sql ? [s.column] : [])),
    ...(events?.elsewhere === sql ? events.columns : []),
  ]),
];

/** Takes what is asked about of other tables as it is in these forms, and gives the demand on it. */
async function gatherAt(f: FormingTables, levelOf: LevelOf): Promise<JudgedTable> {
  const { engine, demand, judged, others, compile } = f;
  const compiled = new Map(
    others.map(({ base }) => [base, compile(atLevels(base.table, demand, levelOf))] as const),
  );
  const at = (sql: TableSql): TableSql => compiled.get(sql) ?? sql;
  const elsewhere = (sql: TableSql | null): TableSql | null => (sql === null ? null : at(sql));
  const { events } = judged;
  const taken: JudgedTable = {
    ...judged,
    combined: judged.combined.map((of) => ({ ...of, sql: at(of.sql) })),
    sensitive: judged.sensitive.map((s) => ({ ...s, elsewhere: elsewhere(s.elsewhere) })),
    events: events === null ? null : { ...events, elsewhere: elsewhere(events.elsewhere) },
  };
  for (const [i, { base, staged }] of others.entries()) {
    const columns = askedOf(judged, base);
    const rows = stage(base.table);
    await engine.run(
      emitFormCopy({
        ...{ staged, from: formKeeper(i), into: rows, distinct: false },
        taken: takenForms(f, staged.table, columns, levelOf),
        leftOut: leftOutForms(staged.table, demand, levelOf),
      }),
    );
    for (const statement of emitGather(taken, at(base), true)) await engine.run(statement);
    await engine.run(emitDropRelation(rows));
  }
  return taken;
}

/** Puts the chosen forms of a staged table in their places, and leaves out the rows that do not fit them. */
export async function takeForms(
  engine: Engine,
  {
    staged,
    base,
    demand,
    compile,
  }: Pick<FormedTable, 'staged' | 'base'> & Pick<FormingTables, 'demand' | 'compile'>,
  levelOf: LevelOf,
): Promise<TakenRows['t']> {
  const left = leftOutForms(base.table, demand, levelOf);
  if (left.length > 0) await engine.run(emitLeaveOutUnfit(staged, left));
  for (const { name } of base.columns) {
    const { forms } = formsOf(staged, demand, name);
    const chosen = forms.find((form) => form.name === formName(base.table, demand, name, levelOf));
    if (chosen === undefined) throw new Error('a level above the coarsest form');
    for (const statement of emitTakeForm(staged, name, forms, chosen)) await engine.run(statement);
  }
  return compile(atLevels(base.table, demand, levelOf));
}
