import type { Plan } from '../artifacts/plan.ts';
import { LOEPENUMMER, stage } from './names.ts';
import { numberType, type TableSql } from './stage.ts';
import { statement, type Statement } from './statement.ts';

/** Empty table for the løpenumre of everyone who has a row in the delivery. */
export const emitDeliveredTable = (plan: Plan): Statement =>
  statement('delivered.table', () => `CREATE TABLE levert (${LOEPENUMMER} ${numberType(plan)})`);

/** Persons of the staged rows, each once; `judged`: the count of classes has them already. */
export const emitStagedPersons = (t: TableSql, judged: boolean): Statement =>
  statement(
    'delivered.staged',
    () =>
      `CREATE OR REPLACE TABLE klare AS SELECT DISTINCT ${LOEPENUMMER} FROM ${judged ? 'klasse_person' : stage(t.table)}`,
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
