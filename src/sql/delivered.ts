import type { Plan } from '../artifacts/plan.ts';
import { DERIVED, derivedText } from './derived-columns.ts';
import { identifier } from './identifier.ts';
import { LOEPENUMMER, stage } from './names.ts';
import { numberType, type TableSql } from './stage.ts';
import { statement, type Statement } from './statement.ts';

/** Empty table for the løpenumre of everyone who has a row in the delivery. */
export const emitDeliveredTable = (plan: Plan): Statement =>
  statement('delivered.table', () => `CREATE TABLE levert (${LOEPENUMMER} ${numberType(plan)})`);

/** Persons of the staged rows, each once; `counted`: the count of classes has them, and nobody else, already. */
export const emitStagedPersons = (t: TableSql, counted: boolean): Statement =>
  statement(
    'delivered.staged',
    () =>
      `CREATE OR REPLACE TABLE klare AS SELECT DISTINCT ${LOEPENUMMER} FROM ${counted ? 'klasse_person' : stage(t.table)}`,
  );

export const emitStagedPersonCount = (): Statement =>
  statement('delivered.staged.count', () => `SELECT count(*) AS n FROM klare`);

/** Adds the persons of the staged rows to those who have a row in the delivery. */
export const emitDelivered = (): Statement =>
  statement(
    'delivered.add',
    () => `INSERT INTO levert SELECT ${LOEPENUMMER} FROM klare ANTI JOIN levert USING (${LOEPENUMMER})`,
  );

/** Forgets them; only the judged table throws parts away, and it is the first to be delivered. */
export const emitForgetDelivered = (): Statement => statement('delivered.forget', () => `DELETE FROM levert`);

export const emitDeliveredCount = (): Statement =>
  statement('delivered.count', () => `SELECT count(*) AS n FROM levert`);

/** The løpenumre of everyone who has a row in the delivery. */
export const emitDeliveredNumbers = (): Statement =>
  statement('delivered.numbers', () => `SELECT CAST(${LOEPENUMMER} AS BIGINT) AS ${LOEPENUMMER} FROM levert`);

/** Persons of this delivery who were not in the one before, and those of that who are not in this. */
export const emitChange = (before: string): Statement =>
  statement(
    'delivered.change',
    () =>
      `SELECT (SELECT count(*) FROM levert ANTI JOIN ${identifier(before)} USING (${LOEPENUMMER})) AS nye, ` +
      `(SELECT count(*) FROM ${identifier(before)} ANTI JOIN levert USING (${LOEPENUMMER})) AS borte`,
  );

/** Løpenumre that were given in earlier runs to persons who object by now. */
export function emitObjectedNumbers(plan: Plan): Statement {
  const numbers =
    `SELECT DISTINCT l.loepenummer AS nr FROM lager AS l ` +
    `LEFT JOIN identitet AS i ON i.identifikator = l.identifikator ` +
    `SEMI JOIN reservert AS r ON r.person = coalesce(i.person, l.identifikator)`;
  const derived = `SELECT DISTINCT ${derivedText('a.kode')} AS nr FROM (${numbers}) JOIN ${DERIVED} AS a ON a.loepenummer = nr`;
  return statement(
    'delivered.objected',
    () =>
      `SELECT CAST(nr AS VARCHAR) AS loepenummer FROM (${plan.number.derived === undefined ? numbers : derived}) ORDER BY nr`,
  );
}
