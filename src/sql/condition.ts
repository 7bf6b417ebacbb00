import type { PlanCondition, PlanSelection, PlanTest } from '../artifacts/plan.ts';
import { unreachable } from '../base/unreachable.ts';
import { completedYears } from './dialect.ts';
import { identifier } from './identifier.ts';
import type { Parameters } from './statement.ts';

type Add = Parameters['add'];

/** SQL that holds for the rows meeting every condition; `true` when there is none. A missing value meets only `missing`. */
export function emitConditions(conditions: readonly PlanCondition[], add: Add): string {
  const parts = conditions.flatMap((condition) => [
    ...condition.tests.map((test) => emitTest(condition, test, add)),
    ...(condition.notAll.length === 0 ? [] : [emitNotAll(condition, add)]),
  ]);
  return parts.length === 0 ? 'true' : parts.join(' AND ');
}

const emitNotAll = (condition: PlanCondition, add: Add): string =>
  `(e.${identifier(condition.column)} IS NOT NULL AND NOT (${condition.notAll.map((test) => emitTest(condition, test, add)).join(' AND ')}))`;

/** As `emitConditions`, with the age that a selection of persons asks for. */
export function emitSelection(selection: PlanSelection, add: Add): string {
  const conditions = emitConditions(selection.conditions, add);
  return selection.age === null ? conditions : `${conditions} AND ${emitAge(selection.age, add)}`;
}

function emitAge(age: NonNullable<PlanSelection['age']>, add: Add): string {
  const at = /^\d{4}-/.test(age.at)
    ? `CAST(${add(age.at)} AS DATE)`
    : `CAST(e.${identifier(age.at)} AS DATE)`;
  const years = completedYears(`CAST(e.${identifier(age.birthDate)} AS DATE)`, at);
  return range(years, age.from, age.to, (value) => `${value}`);
}

function emitTest(condition: PlanCondition, test: PlanTest, add: Add): string {
  const column = `e.${identifier(condition.column)}`;
  switch (test.type) {
    case 'startsWith':
      return `(${test.values.map((value) => `starts_with(${column}, ${add(value)})`).join(' OR ')})`;
    case 'oneOf':
      return `${compared(condition, column)} IN (${test.values.map((value) => cast(condition, add(value))).join(', ')})`;
    case 'range':
      return range(compared(condition, column), test.from, test.to, (value) => cast(condition, add(value)));
    case 'missing':
      return `${column} IS ${test.missing ? '' : 'NOT '}NULL`;
    default:
      return unreachable(test);
  }
}

function range<T>(value: string, from: T | null, to: T | null, emit: (bound: T) => string): string {
  const lower = from === null ? [] : [`${value} >= ${emit(from)}`];
  const upper = to === null ? [] : [`${value} <= ${emit(to)}`];
  return `(${[...lower, ...upper].join(' AND ')})`;
}

/**
 * Conditions speak of days, so timestamps are compared by their date: a day as upper bound is in to its end. What is no
 * number meets no test of numbers; DuckDB takes NaN for greater than all.
 */
function compared({ columnType }: PlanCondition, column: string): string {
  if (columnType === 'tidspunkt') return `CAST(${column} AS DATE)`;
  return columnType === 'tall' ? `CASE WHEN isfinite(CAST(${column} AS DOUBLE)) THEN ${column} END` : column;
}

const SQL_TYPES = {
  tekst: 'VARCHAR',
  heltall: 'BIGINT',
  tall: 'DOUBLE',
  dato: 'DATE',
  tidspunkt: 'DATE',
} as const;

const cast = (condition: PlanCondition, value: string): string =>
  `CAST(${value} AS ${SQL_TYPES[condition.columnType]})`;
