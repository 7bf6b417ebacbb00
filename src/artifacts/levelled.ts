import type { PlanColumn, PlanDemand, PlanTable } from './plan.ts';

/** The coarser forms of one quasi-identifier. */
export type PlanLevels = NonNullable<PlanDemand['levels']>[number];

const EMPTIED: PlanColumn['invalid'] = { action: 'tom', maxShare: null };

/** The tables with the columns of all levels beside their own. */
export const withLevels = (tables: readonly PlanTable[], demand: PlanDemand | null): readonly PlanTable[] =>
  tables.map((table) => levelled(table, demand));

/** The levels of the quasi-identifiers of one table. */
export const levelsIn = (
  demand: PlanDemand | null,
  { register, tabell }: Pick<PlanTable, 'register' | 'tabell'>,
): readonly PlanLevels[] =>
  (demand?.levels ?? []).filter((l) => l.register === register && l.tabell === tabell);

/**
 * A table as it is staged where the decision allows coarser forms: theirs are the last columns. A value that does not fit
 * one of them is empty there, whatever its policy: that is for the form that is chosen, since no other is delivered.
 */
export function levelled(table: PlanTable, demand: PlanDemand | null): PlanTable {
  const coarser = levelsIn(demand, table).flatMap((l) =>
    l.coarser.map((column) => ({ ...column, invalid: EMPTIED })),
  );
  return coarser.length === 0 ? table : { ...table, columns: [...table.columns, ...coarser] };
}

/** A table with each quasi-identifier at a level, 0 being its own form. */
export function atLevels(
  table: PlanTable,
  demand: PlanDemand | null,
  levelOf: (levels: PlanLevels) => number,
): PlanTable {
  const levels = levelsIn(demand, table);
  const take = (column: PlanColumn): PlanColumn => {
    const of = levels.find((l) => l.column === column.name);
    const form = of?.coarser[levelOf(of) - 1];
    return form === undefined ? column : { ...form, name: column.name };
  };
  return levels.length === 0 ? table : { ...table, columns: table.columns.map(take) };
}
