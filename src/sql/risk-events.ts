import { STAGES } from './names.ts';
import { PAIRS } from './risk-classes.ts';
import { statement, type Statement } from './statement.ts';

const EVENTS = `${STAGES}.risiko_hendt`;
const SINGLED = 'risiko_alene';
const SUPPORT = 'risiko_stoette';

/** How many combinations of a class and m events of one person there are, each person's counted: the rows to be grouped. */
export function emitEventWork(m: 1 | 2): Statement {
  const of = `(SELECT nr, count(*) AS h FROM ${EVENTS} GROUP BY nr) AS e JOIN (SELECT nr, count(*) AS k FROM ${PAIRS} GROUP BY nr) AS c USING (nr)`;
  return statement(
    'risk.events.work',
    () => `SELECT coalesce(sum(k * ${m === 1 ? 'h' : 'h * (h - 1) // 2'}), 0) AS n FROM ${of}`,
  );
}

export const emitEventTables = (): readonly Statement[] => [
  statement('risk.events.singled', () => `CREATE OR REPLACE TABLE ${SINGLED} (nr INTEGER)`),
  statement(
    'risk.events.support-table',
    () => `CREATE OR REPLACE TABLE ${SUPPORT} (personer BIGINT, kombinasjoner BIGINT)`,
  ),
];

/**
 * Counts the persons of each combination of a class and m distinct events, for one of several shares of the combinations,
 * so that any number of them fits the memory. Each person has a class and an event once, so rows are persons.
 */
export function emitSupport(m: 1 | 2, index: number, of: number): readonly Statement[] {
  const events =
    m === 1
      ? `SELECT c.id, c.nr, a.h AS h1, 0 AS h2 FROM ${PAIRS} AS c JOIN ${EVENTS} AS a USING (nr)`
      : `SELECT c.id, c.nr, a.h AS h1, b.h AS h2 FROM ${PAIRS} AS c JOIN ${EVENTS} AS a USING (nr) JOIN ${EVENTS} AS b ON b.nr = c.nr AND a.h < b.h`;
  const share = of === 1 ? '' : ` WHERE hash(c.id, a.h) % ${of} = ${index}`;
  const counted = `SELECT count(*) AS personer, min(nr) AS nr FROM (${events}${share}) GROUP BY id, h1, h2`;
  return [
    statement(
      'risk.events.support',
      () =>
        `CREATE OR REPLACE TABLE risiko_stoette_del AS SELECT personer, count(*) AS kombinasjoner, list(DISTINCT nr) FILTER (personer = 1) AS alene FROM (${counted}) GROUP BY personer`,
    ),
    statement(
      'risk.events.alone',
      () => `INSERT INTO ${SINGLED} SELECT unnest(alene) FROM risiko_stoette_del`,
    ),
    statement(
      'risk.events.sum',
      () => `INSERT INTO ${SUPPORT} SELECT personer, kombinasjoner FROM risiko_stoette_del`,
    ),
  ];
}

/** Least number of persons, combinations, combinations of one person, and persons whom some combination singles out. */
export const emitEventFigures = (): Statement =>
  statement(
    'risk.events.figures',
    () =>
      `SELECT coalesce(min(personer), 0) AS k, coalesce(sum(kombinasjoner), 0) AS combinations, ` +
      `coalesce(sum(kombinasjoner) FILTER (personer = 1), 0) AS uniques, (SELECT count(DISTINCT nr) FROM ${SINGLED}) AS singled FROM ${SUPPORT}`,
  );
