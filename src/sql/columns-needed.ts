import type { Plan, PlanColumn, PlanCondition, PlanSelection, PlanTable } from '../artifacts/plan.ts';
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

/**
 * Columns of an extract whose every value the run must know: persons and rows are chosen by them, or another value is
 * computed from them, so no policy of a variable can speak for one that cannot be read.
 */
export function judgedColumns(
  plan: Plan,
  table: { readonly register: string; readonly tabell: string },
): string[] {
  const here = (t: { readonly register: string; readonly tabell: string }): boolean =>
    t.register === table.register && t.tabell === table.tabell;
  const { sources, exclude, controls } = plan.population;
  const index = plan.reference?.type === 'index' ? plan.reference : null;
  const selections = [...sources, ...exclude, ...(controls === undefined ? [] : [controls.selection])];
  const delivered = plan.tables.filter(here);
  return unique([
    ...selections.filter(here).flatMap((s) => selectionColumns(s, null)),
    ...(controls !== undefined && here(controls.selection) ? controls.match.map((m) => m.column) : []),
    ...(index !== null && here(index.selection) ? selectionColumns(index.selection, index.column) : []),
    ...delivered.flatMap((t) => [...scopeColumns(t), ...t.columns.flatMap(computedFrom)]),
    ...(delivered.length === 0 ? [] : levelColumns(plan, table)),
  ]);
}

/** Coarser forms are computed from what the finest is computed from, and from columns of their own. */
const levelColumns = (plan: Plan, table: { readonly register: string; readonly tabell: string }): string[] =>
  (plan.demand?.levels ?? [])
    .filter((l) => l.register === table.register && l.tabell === table.tabell)
    .flatMap(({ coarser }) => coarser.flatMap(computedFrom));

/** What a delivered value is computed from beside its own cell, and that where a value without one would pass as missing. */
function computedFrom({ source, transform, validity }: PlanColumn): string[] {
  const dated = validity === null ? [] : [validity.dateColumn];
  if (transform.type === 'fylke' || transform.type === 'region') return [transform.dateColumn, ...dated];
  if (transform.type === 'series' || transform.type === 'hierarchy') return [source, ...dated];
  return transform.type === 'ageBand' && !isIsoDate(transform.at) ? [transform.at, ...dated] : dated;
}

const unique = (names: readonly string[]): string[] => [...new Set(names)];
