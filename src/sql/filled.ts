import type { PlanTable } from '../artifacts/plan.ts';
import { emitConditions } from './condition.ts';
import { identifier } from './identifier.ts';
import { KEY, source, tableName } from './names.ts';
import { statement, type Statement } from './statement.ts';

const FILLED = 'utfylt';
const at = (t: PlanTable, step: string): string => `${tableName(t)}.filled.${step}`;

/** Empty table for which columns have a value, by person and year. */
export const emitFilledTable = (t: PlanTable): Statement =>
  statement(
    at(t, 'table'),
    () =>
      `CREATE OR REPLACE TABLE ${FILLED} (person BIGINT, aar BIGINT, ${t.columns.map((_, i) => `c${i} BOOLEAN`).join(', ')})`,
  );

/** Adds the rows that the source view shows, of persons in the key; the year is that of the row's event, if it has one. */
export function emitFilled(t: PlanTable, eventDate: string | null): Statement {
  const year = eventDate === null ? 'NULL' : `year(TRY_CAST(e.${identifier(eventDate)} AS DATE))`;
  const columns = t.columns.map((c) => `bool_or(e.${identifier(c.source)} IS NOT NULL)`).join(', ');
  return statement(
    at(t, 'rows'),
    (add) =>
      `INSERT INTO ${FILLED} SELECT k.loepenummer, ${year}, ${columns} FROM ${source(t)} AS e ` +
      `JOIN ${KEY} AS k ON e.${identifier(t.identifier)} = k.identifikator ` +
      `WHERE ${emitConditions(t.conditions, add)} GROUP BY 1, 2`,
  );
}

/** Persons with a row in the table. */
export const emitFilledPersons = (t: PlanTable): Statement =>
  statement(at(t, 'persons'), () => `SELECT count(DISTINCT person) AS n FROM ${FILLED}`);

/** Persons with a value in a column. */
export const emitFilledCount = (t: PlanTable, column: number): Statement =>
  statement(
    at(t, `count-${column}`),
    () => `SELECT count(DISTINCT person) FILTER (c${column}) AS n FROM ${FILLED}`,
  );

/** First year in which at least `least` persons have a value in a column; 0 where there is none. */
export const emitFilledSince = (t: PlanTable, column: number, least: number): Statement =>
  statement(
    at(t, `since-${column}`),
    (add) =>
      `SELECT coalesce(min(aar), 0) AS n FROM (SELECT aar FROM ${FILLED} WHERE c${column} AND aar IS NOT NULL ` +
      `GROUP BY aar HAVING count(DISTINCT person) >= ${add(least)})`,
  );

export const emitDropFilled = (): Statement => statement('filled.drop', () => `DROP TABLE ${FILLED}`);
