import type { Plan } from '../artifacts/plan.ts';
import { LOEPENUMMER, stage } from './names.ts';
import { numberType, type TableSql } from './stage.ts';
import { statement, type Statement } from './statement.ts';

/** Empty table for the løpenumre of everyone who has a row in the delivery. */
export const emitDeliveredTable = (plan: Plan): Statement =>
  statement('delivered.table', () => `CREATE TABLE levert (${LOEPENUMMER} ${numberType(plan)})`);

/** Adds the persons of the staged rows. */
export const emitDelivered = (t: TableSql): Statement =>
  statement(
    'delivered.add',
    () =>
      `INSERT INTO levert SELECT DISTINCT ${LOEPENUMMER} FROM ${stage(t.table)} ANTI JOIN levert USING (${LOEPENUMMER})`,
  );

/** Forgets them; only the judged table throws parts away, and it is the first to be delivered. */
export const emitForgetDelivered = (): Statement => statement('delivered.forget', () => `DELETE FROM levert`);
