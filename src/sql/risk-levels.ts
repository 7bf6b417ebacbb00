import { asText } from './base-columns.ts';
import { rowsOfJson } from './dialect.ts';
import { CLASSES } from './risk-classes.ts';
import { statement, type Statement } from './statement.ts';

/** Table of the classes by id, with one quasi-identifier a level coarser; several of them may have the same key. */
export const RAISED = 'risiko_hevet';
/** Table of what each value of that quasi-identifier becomes, as text. */
const LEVEL = 'risiko_nivaa';

/** What the values of a quasi-identifier become; a missing value is the empty text. */
export const emitLevelUp = (pairs: readonly (readonly [from: string, to: string])[]): Statement =>
  statement(
    'risk.level-up',
    (add) =>
      `CREATE OR REPLACE TABLE ${LEVEL} AS ` +
      rowsOfJson(add(JSON.stringify(pairs.map(([fra, til]) => ({ fra, til })))), {
        fra: 'VARCHAR',
        til: 'VARCHAR',
      }),
  );

/** How many values of the quasi-identifier at a place become nothing. */
export const emitUnlisted = (place: number): Statement =>
  statement(
    'risk.level-unlisted',
    () =>
      `SELECT count(*) AS n FROM (SELECT DISTINCT ${asText(`q${place}`)} AS fra FROM ${CLASSES}) ANTI JOIN ${LEVEL} USING (fra)`,
  );

export const emitRaisedClasses = (place: number): Statement =>
  statement(
    'risk.raised',
    () =>
      `CREATE OR REPLACE TABLE ${RAISED} AS SELECT k.* REPLACE (t.til AS q${place}) ` +
      `FROM ${CLASSES} AS k JOIN ${LEVEL} AS t ON t.fra = ${asText(`k.q${place}`)}`,
  );
