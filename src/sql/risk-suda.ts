import { CLASSES } from './risk-classes.ts';
import { coarserSizes } from './risk-sizes.ts';
import { sameKey } from './risk-rows.ts';
import { statement, type Statement } from './statement.ts';

/** Table of minimal sample uniques: class `id` of one person, `maske` of the quasi-identifiers that single her out. */
const MINIMAL = 'risiko_msu';

/** How a minimal sample unique of k of n quasi-identifiers counts. */
export type SudaScoring = 'elliot' | 'ihsn';

export const emitMinimalTable = (): Statement =>
  statement(
    'risk.suda.table',
    () => `CREATE OR REPLACE TABLE ${MINIMAL} (id INTEGER, maske INTEGER, k INTEGER)`,
  );

/**
 * Adds the persons whom some quasi-identifiers single out and no fewer of them do (Elliot, Manning and Ford 2002). To be
 * asked in the order of the number of quasi-identifiers.
 */
export function emitMinimalUniques(names: readonly string[], mask: number, shared: boolean): Statement {
  const alone = `SELECT * FROM (${coarserSizes({ from: CLASSES, names, shared })}) WHERE n = 1`;
  return statement(
    'risk.suda.minimal',
    () =>
      `INSERT INTO ${MINIMAL} SELECT k.id, ${mask}, ${names.length} FROM ${CLASSES} AS k JOIN (${alone}) AS a ON ${sameKey('k', 'a', names)} ` +
      `WHERE k.n = 1 AND NOT EXISTS (FROM ${MINIMAL} AS m WHERE m.id = k.id AND m.maske & ${mask} = m.maske)`,
  );
}

/**
 * What one minimal sample unique adds to a score: (n-k)! (Elliot et al.), or (2^(n-k) - 1) k! (n-k)! / n! (the practice guide
 * of IHSN).
 */
const points = (scoring: SudaScoring, n: number): string =>
  scoring === 'elliot'
    ? `CAST(factorial(${n} - k) AS DOUBLE)`
    : `(pow(2, ${n} - k) - 1) * CAST(factorial(k) * factorial(${n} - k) AS DOUBLE) / ${factorial(n)}`;

const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));

/** Table of the score of each person who is singled out: `id`, `poeng`. */
const SCORES = 'risiko_suda';

export const emitScores = (scoring: SudaScoring, n: number): Statement =>
  statement(
    'risk.suda.scores',
    () =>
      `CREATE OR REPLACE TABLE ${SCORES} AS SELECT id, fsum(${points(scoring, n)} ORDER BY k) AS poeng FROM ${MINIMAL} GROUP BY id`,
  );

/**
 * Scores with the number of records that have them, and the DIS score: the chance that a match of the record is right, from
 * the share of uniques and pairs that a sample of the fraction `fraction` would keep (Elliot 2005; constants as in sdcMicro).
 */
export function emitScoreTable(n: number, fraction: number): Statement {
  const counts = `SELECT CAST(coalesce(sum(n) FILTER (n = 1), 0) AS DOUBLE) AS u, CAST(coalesce(sum(n) FILTER (n = 2), 0) AS DOUBLE) AS p FROM ${CLASSES}`;
  const power = `-(1 + (8 - ${n}) / 20.0)`;
  return statement('risk.suda.score-table', (add) => {
    const share = `${add(fraction)}::DOUBLE`;
    return (
      `WITH s AS (SELECT poeng, count(*) AS records FROM ${SCORES} WHERE poeng > 0 GROUP BY poeng), ` +
      `c AS (SELECT u, u * ${share} / (u * ${share} + p * (1 - ${share})) AS d FROM (${counts})), ` +
      `a AS (SELECT fsum(records * pow(poeng, ${power}) ORDER BY poeng) AS a FROM s) ` +
      `SELECT poeng AS score, records, 1 / (1 + (u / d - u) * pow(poeng, ${power}) / a) AS dis FROM s, c, a ORDER BY poeng DESC`
    );
  });
}

/** Which combinations single how many records out, with what they add to the scores. */
export const emitCombinations = (scoring: SudaScoring, n: number): Statement =>
  statement(
    'risk.suda.combinations',
    () =>
      `SELECT maske AS mask, count(*) AS records, CAST(count(*) AS DOUBLE) * any_value(${points(scoring, n)}) AS points ` +
      `FROM ${MINIMAL} GROUP BY maske ORDER BY records DESC, mask`,
  );
