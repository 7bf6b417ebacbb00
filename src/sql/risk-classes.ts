import { STAGES } from './names.ts';
import { quasiNames, RISK_ROWS, sameKey } from './risk-rows.ts';
import { statement, type Statement } from './statement.ts';

/** One of several passes over the rows; a person lies in one pass, so counts of persons add up. */
export interface RiskPass {
  readonly index: number;
  readonly of: number;
}

/** Table of the classes: id, quasi-identifiers, persons `n`, rows `rader`, sum of weights `vekt`. */
export const CLASSES = 'risiko_klasser';
/** Table of which person (a number) has which class, made where persons have several. */
export const PAIRS = `${STAGES}.risiko_par`;
/** Table of which person has which key in the pass that was counted last. */
const KEYED = 'risiko_nokler';
const PART = 'risiko_klasser_del';
const PERSONS = 'risiko_personer';

/** Condition on the rows of a pass. */
export const inPass = ({ index, of }: RiskPass): string =>
  of === 1 ? 'true' : `hash(person) % ${of} = ${index}`;

/** `CREATE … AS` for the first of several passes, `INSERT` for the others. */
const intoTable = (name: string, { index }: RiskPass): string =>
  index === 0 ? `CREATE OR REPLACE TABLE ${name} AS` : `INSERT INTO ${name}`;

/** Which person has which key in the rows of a pass, with her rows, and her greatest and least weight where there are any. */
export function emitKeyedPersons(quasi: number, weighted: boolean, pass: RiskPass): Statement {
  const weights = weighted ? ', max(vekt) AS hoey, min(vekt) AS lav' : '';
  return statement(
    'risk.keyed-persons',
    () =>
      `CREATE OR REPLACE TABLE ${KEYED} AS SELECT ${quasiNames(quasi).join(', ')}, person, count(*) AS rader${weights} ` +
      `FROM ${RISK_ROWS} WHERE ${inPass(pass)} GROUP BY ALL`,
  );
}

/** Persons of a pass. */
export const emitPersonCount = (): Statement =>
  statement('risk.persons', () => `SELECT count(DISTINCT person) AS n FROM ${KEYED}`);

/**
 * Counts the classes of the persons of a pass (each row one where there is no person column), rows, and the weights of the
 * persons. `ulik` counts persons who have rows of different weight in a class.
 */
export function emitClassCount(
  quasi: number,
  persons: boolean,
  weighted: boolean,
  pass: RiskPass,
): Statement {
  const q = quasiNames(quasi).join(', ');
  const weights = !weighted
    ? 'CAST(count(*) AS DECIMAL(38,9)) AS vekt, 0 AS ulik'
    : persons
      ? 'sum(hoey) AS vekt, count(*) FILTER (lav <> hoey) AS ulik'
      : 'sum(vekt) AS vekt, 0 AS ulik';
  const counted = persons
    ? `SELECT ${q}, count(*) AS n, sum(rader) AS rader, ${weights} FROM ${KEYED} GROUP BY ALL`
    : `SELECT ${q}, count(*) AS n, count(*) AS rader, ${weights} FROM ${RISK_ROWS} GROUP BY ALL`;
  return statement('risk.classes', () => `${intoTable(PART, pass)} ${counted}`);
}

/** Sums the passes into one row a class, numbered from 0. */
export const emitClassTable = (quasi: number): Statement =>
  statement(
    'risk.class-table',
    () =>
      `CREATE OR REPLACE TABLE ${CLASSES} AS SELECT CAST(row_number() OVER () - 1 AS INTEGER) AS id, * FROM ` +
      `(SELECT ${quasiNames(quasi).join(', ')}, CAST(sum(n) AS BIGINT) AS n, CAST(sum(rader) AS BIGINT) AS rader, ` +
      `sum(vekt) AS vekt, sum(ulik) AS ulik FROM ${PART} GROUP BY ALL)`,
  );

/** Frees what the classes were counted from. */
export const emitDropClassParts = (): readonly Statement[] =>
  [PART, KEYED].map((table) => statement('risk.classes.drop', () => `DROP TABLE IF EXISTS ${table}`));

/** Classes, and how often persons and classes meet; more often than there are persons where some have several classes. */
export const emitClassTotals = (): Statement =>
  statement(
    'risk.class-totals',
    () =>
      `SELECT count(*) AS classes, coalesce(sum(n), 0) AS memberships, coalesce(sum(rader), 0) AS rows, ` +
      `coalesce(sum(ulik), 0) AS unequal FROM ${CLASSES}`,
  );

/**
 * Where pairs of persons and classes come from: what was kept of the only pass, or the rows, where there were several.
 */
export type PairSource = 'kept' | 'rows';

/** Numbers the persons, so that what is kept of each is two small numbers. */
export const emitNumberedPersons = (source: PairSource): Statement =>
  statement(
    'risk.numbered-persons',
    () =>
      `CREATE OR REPLACE TABLE ${PERSONS} AS SELECT person, CAST(row_number() OVER () AS INTEGER) AS nr ` +
      `FROM (SELECT DISTINCT person FROM ${source === 'kept' ? KEYED : RISK_ROWS})`,
  );

/** Which person has which class, once each, of the keys that were kept of a pass. */
export const emitPairs = (quasi: number, pass: RiskPass): Statement =>
  statement(
    'risk.pairs',
    () =>
      `${intoTable(PAIRS, pass)} SELECT p.nr, k.id FROM ${KEYED} AS r JOIN ${PERSONS} AS p USING (person) ` +
      `JOIN ${CLASSES} AS k ON ${sameKey('r', 'k', quasiNames(quasi))}`,
  );

/** Which person has which event (a number for each distinct combination of the event columns), once each. */
export function emitEventPairs(events: number, pass: RiskPass): readonly Statement[] {
  const names = Array.from({ length: events }, (_, i) => `e${i}`);
  const list = names.join(', ');
  const numbered = statement(
    'risk.events',
    () =>
      `CREATE OR REPLACE TABLE risiko_hendelser AS SELECT CAST(row_number() OVER () AS INTEGER) AS h, * FROM ` +
      `(SELECT DISTINCT ${list} FROM ${RISK_ROWS})`,
  );
  const pairs = statement(
    'risk.event-pairs',
    () =>
      `${intoTable(`${STAGES}.risiko_hendt`, pass)} SELECT p.nr, h.h FROM ` +
      `(SELECT DISTINCT person, ${list} FROM ${RISK_ROWS} WHERE ${inPass(pass)}) AS r ` +
      `JOIN (FROM ${PERSONS} WHERE ${inPass(pass)}) AS p USING (person) JOIN risiko_hendelser AS h ON ${sameKey('r', 'h', names)}`,
  );
  return pass.index === 0 ? [numbered, pairs] : [pairs];
}

export const emitDropNumberedPersons = (): Statement =>
  statement('risk.numbered-persons.drop', () => `DROP TABLE ${PERSONS}`);
