import { levelsIn, type PlanLevels } from '../artifacts/levelled.ts';
import type { PlanDemand, PlanTable } from '../artifacts/plan.ts';
import type { InvalidCounts } from '../engine/table.ts';
import type { ColumnSql } from '../sql/column-sql.ts';
import { PRESENCE, type JudgedTable } from '../sql/judged-table.ts';
import type { TableSql } from '../sql/stage.ts';
import type { Statement } from '../sql/statement.ts';

/** A quasi-identifier with the forms it is staged in, the finest first. */
export interface LevelForms {
  /** As the demand names it. */
  readonly name: string;
  /** What the decision allows; null where it allows its own form alone. */
  readonly levels: PlanLevels | null;
  /** Under the names that they have in the rows that are searched. */
  readonly forms: readonly ColumnSql[];
}

/** The level of each quasi-identifier that has any, 0 being its own form. */
export type LevelOf = (levels: PlanLevels) => number;

/** Rows that hold every form of their quasi-identifiers, and how a choice of forms is carried out on them. */
export interface FormedRows {
  /** The demand on them as they would be delivered without coarsening. */
  readonly judged: JudgedTable;
  /** The relation that is searched. */
  readonly relation: string;
  /** In the order of the levels of a choice. */
  readonly quasi: readonly LevelForms[];
  /** Whether a row may be left out at one level and not at another. */
  readonly leavesOut: boolean;
  /** Condition on the searched rows that holds where a form does not fit; null where they do not tell. */
  readonly unfitIn: ((form: ColumnSql) => string) | null;
  /** Puts a copy in these forms ready, and gives the demand on it. */
  readonly copyAt: (levelOf: LevelOf) => Promise<JudgedTable>;
  readonly dropCopy: () => readonly Statement[];
  /** Carries the choice out on the rows themselves; every other form is gone. */
  readonly take: (levelOf: LevelOf) => Promise<TakenRows>;
}

/** Rows as they will be delivered. */
export interface TakenRows {
  readonly t: TableSql;
  readonly judged: JudgedTable;
}

/** The forms of one quasi-identifier of a table that is staged with all of them; `nameOf` gives their names elsewhere. */
export function formsOf(
  staged: TableSql,
  demand: PlanDemand,
  column: string,
  nameOf: (column: string) => string = (name) => name,
): LevelForms {
  const levels = levelsIn(demand, staged.table).find((l) => l.column === column) ?? null;
  const names = [column, ...(levels?.coarser ?? []).map(({ name }) => name)];
  const forms = names.map((name) => ({ ...findColumn(staged, name), name: nameOf(name) }));
  return { name: nameOf(column), levels, forms };
}

/** The mark of who has a row in which table, which parts classes and has no coarser form. */
export const presenceForms: LevelForms = {
  name: PRESENCE,
  levels: null,
  forms: [
    {
      ...{ name: PRESENCE, source: PRESENCE, carrier: 'UINTEGER', inner: [], value: PRESENCE },
      ...{ invalid: null, deliver: PRESENCE, texts: null, joins: [] },
    },
  ],
};

/** A choice in the order of the quasi-identifiers as a level of each. */
export const levelOfChoice =
  (quasi: readonly LevelForms[], levels: readonly number[]): LevelOf =>
  (of) =>
    levels[quasi.findIndex((q) => q.levels === of)] ?? 0;

/** The name under which the column of a table is staged in its form. */
export function formName(
  table: Pick<PlanTable, 'register' | 'tabell'>,
  demand: PlanDemand,
  column: string,
  levelOf: LevelOf,
): string {
  const levels = levelsIn(demand, table).find((l) => l.column === column);
  return levels?.coarser[levelOf(levels) - 1]?.name ?? column;
}

/** Forms of a table at these levels whose policy leaves out the row of a value that does not fit. */
export const leftOutForms = (
  table: Pick<PlanTable, 'register' | 'tabell'>,
  demand: PlanDemand,
  levelOf: LevelOf,
): string[] =>
  levelsIn(demand, table).flatMap((levels) => {
    const form = levels.coarser[levelOf(levels) - 1];
    return form?.invalid.action === 'utelat' ? [form.name] : [];
  });

/** Whether some value does not fit a coarser form whose policy leaves its row out. */
export const mayLeaveOut = (
  table: Pick<PlanTable, 'register' | 'tabell'>,
  demand: PlanDemand,
  invalid: InvalidCounts,
): boolean =>
  levelsIn(demand, table)
    .flatMap(({ coarser }) => coarser)
    .some(({ name, invalid: { action } }) => action === 'utelat' && (invalid[name] ?? 0) > 0);

/** What did not fit, each quasi-identifier in its chosen form. */
export const invalidAt = (
  table: Pick<PlanTable, 'register' | 'tabell'>,
  demand: PlanDemand,
  invalid: InvalidCounts,
  levelOf: LevelOf,
): InvalidCounts => ({
  ...invalid,
  ...Object.fromEntries(
    levelsIn(demand, table).map(({ column }) => [
      column,
      invalid[formName(table, demand, column, levelOf)] ?? 0,
    ]),
  ),
});

export function findColumn(t: TableSql, name: string): ColumnSql {
  const found = t.columns.find((column) => column.name === name);
  if (found === undefined) throw new Error('a form of a column that is not staged');
  return found;
}
