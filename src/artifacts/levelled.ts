import type { PlanColumn, PlanDemand, PlanTable } from './plan.ts';

const EMPTIED: PlanColumn['invalid'] = { action: 'tom', maxShare: null };

/** The tables with the columns of all levels beside their own. */
export const withLevels = (tables: readonly PlanTable[], demand: PlanDemand | null): readonly PlanTable[] =>
  tables.map((table) => levelled(table, demand));

/**
 * A table as it is staged where the decision allows coarser forms: theirs are the last columns. A value that does not fit
 * one of them is empty there, whatever its policy: that is for the form that is chosen, since no other is delivered.
 */
export function levelled(table: PlanTable, demand: PlanDemand | null): PlanTable {
  const [first] = demand?.quasi ?? [];
  if (first?.register !== table.register || first.tabell !== table.tabell) return table;
  const coarser = (demand?.levels ?? []).flatMap((l) =>
    l.coarser.map((column) => ({ ...column, invalid: EMPTIED })),
  );
  return coarser.length === 0 ? table : { ...table, columns: [...table.columns, ...coarser] };
}
