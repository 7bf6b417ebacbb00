import type { PlanColumn, PlanCondition, PlanSelection, PlanTable } from '../artifacts/plan.ts';
import { isIsoDate } from './column-sql.ts';

const ofConditions = (conditions: readonly PlanCondition[]): string[] => conditions.map((c) => c.column);

/** Columns of an extract that a selection of persons reads. */
export function selectionColumns(selection: PlanSelection, date: string | null): string[] {
  const age =
    selection.age === null ? [] : [selection.age.birthDate, selection.age.at].filter((c) => !isIsoDate(c));
  return unique([
    selection.identifier,
    ...ofConditions(selection.conditions),
    ...age,
    ...(date === null ? [] : [date]),
  ]);
}

/** Columns of an extract that a delivered table is made from. */
export function tableColumns(table: PlanTable): string[] {
  return unique([table.identifier, ...ofConditions(table.conditions), ...table.columns.flatMap(ofColumn)]);
}

function ofColumn({ source, transform, life, validity }: PlanColumn): string[] {
  const limits = [life?.birth, life?.death, validity?.dateColumn].filter(
    (name) => name !== null && name !== undefined,
  );
  if (transform.type === 'fylke' || transform.type === 'region')
    return [source, transform.dateColumn, ...limits];
  const at = transform.type === 'ageBand' && !isIsoDate(transform.at) ? [transform.at] : [];
  return [source, ...at, ...limits];
}

/** Columns that show whom a row is of and whether it is in scope. */
export const scopeColumns = (table: PlanTable): string[] =>
  unique([table.identifier, ...ofConditions(table.conditions)]);

const unique = (names: readonly string[]): string[] => [...new Set(names)];
