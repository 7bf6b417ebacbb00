import type { PlanCondition, PlanSelection, PlanTest } from '../../src/artifacts/plan.ts';
import { completedYears } from './calendar.ts';
import type { Cell, Row } from './register-rows.ts';

/** Whether a row meets every condition. A missing value meets `missing` only, and never a negated condition. */
export const meetsAll = (row: Row, conditions: readonly PlanCondition[]): boolean =>
  conditions.every((condition) => meets(row[condition.column] ?? null, condition));

function meets(value: Cell, { tests, notAll }: PlanCondition): boolean {
  if (!tests.every((test) => holds(value, test))) return false;
  return notAll.length === 0 || (value !== null && !notAll.every((test) => holds(value, test)));
}

function holds(value: Cell, test: PlanTest): boolean {
  if (test.type === 'missing') return (value === null) === test.missing;
  if (value === null) return false;
  switch (test.type) {
    case 'startsWith':
      return test.values.some((prefix) => String(value).startsWith(prefix));
    case 'oneOf':
      return test.values.includes(value);
    case 'range':
      return isBetween(value, test.from, test.to);
  }
}

const isBetween = (value: string | number, from: Cell, to: Cell): boolean =>
  (from === null || value >= from) && (to === null || value <= to);

/** Whether a row is one that a selection of persons looks for. */
export function isSelected(row: Row, selection: PlanSelection): boolean {
  return meetsAll(row, selection.conditions) && (selection.age === null || isOfAge(row, selection.age));
}

function isOfAge(row: Row, age: NonNullable<PlanSelection['age']>): boolean {
  const birth = row[age.birthDate] ?? null;
  const at = /^\d/.test(age.at) ? age.at : (row[age.at] ?? null);
  if (typeof birth !== 'string' || typeof at !== 'string') return false;
  return isBetween(completedYears(birth, at), age.from, age.to);
}
