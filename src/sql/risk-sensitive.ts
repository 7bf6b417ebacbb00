import { CLASSES, inPass, type RiskPass } from './risk-classes.ts';
import { quasiNames, RISK_ROWS, sameKey } from './risk-rows.ts';
import type { CoarserClasses } from './risk-sizes.ts';
import { statement, type Statement } from './statement.ts';

/** Table of how many persons of class `id` have value `v`: `f`. */
export const sensitiveCounts = (i: number): string => `risiko_sensitiv_${i}`;
/** Table of the values: `v` from 0 in their order, the value itself, persons `f`. */
export const sensitiveValues = (i: number): string => `risiko_verdier_${i}`;
const part = (i: number): string => `risiko_sensitiv_${i}_del`;

/** Counts the values of a sensitive column in each class, of the rows of a pass; a missing value is a value of its own. */
export function emitSensitiveCount(i: number, quasi: number, persons: boolean, pass: RiskPass): Statement {
  const columns = `${quasiNames(quasi).join(', ')}, s${i} AS verdi`;
  const rows = persons
    ? `(SELECT DISTINCT ${columns}, person FROM ${RISK_ROWS} WHERE ${inPass(pass)})`
    : `(SELECT ${columns} FROM ${RISK_ROWS})`;
  const into = pass.index === 0 ? `CREATE OR REPLACE TABLE ${part(i)} AS` : `INSERT INTO ${part(i)}`;
  return statement(
    `risk.sensitive-${i}`,
    () =>
      `${into} SELECT ${quasiNames(quasi).join(', ')}, verdi, count(*) AS f FROM ${rows} AS r GROUP BY ALL`,
  );
}

/**
 * Numbers the values in their order (as numbers where all of them are, else as they are, missing first) and joins the
 * counts with classes and numbers.
 */
export function emitSensitiveTables(i: number, quasi: number): readonly Statement[] {
  const number = `TRY_CAST(CAST(verdi AS VARCHAR) AS DOUBLE)`;
  const totals = `SELECT verdi, CAST(sum(f) AS BIGINT) AS f FROM ${part(i)} GROUP BY ALL`;
  const values =
    `CREATE OR REPLACE TABLE ${sensitiveValues(i)} AS SELECT CAST(row_number() OVER (ORDER BY ` +
    `CASE WHEN tall THEN ${number} END NULLS FIRST, verdi NULLS FIRST) - 1 AS INTEGER) AS v, verdi, f, tall FROM ` +
    `(SELECT *, coalesce(bool_and(${number} IS NOT NULL) FILTER (verdi IS NOT NULL) OVER (), false) AS tall FROM (${totals}))`;
  const counts =
    `CREATE OR REPLACE TABLE ${sensitiveCounts(i)} AS SELECT k.id, w.v, CAST(sum(p.f) AS BIGINT) AS f FROM ${part(i)} AS p ` +
    `JOIN ${CLASSES} AS k ON ${sameKey('p', 'k', quasiNames(quasi))} ` +
    `JOIN ${sensitiveValues(i)} AS w ON p.verdi IS NOT DISTINCT FROM w.verdi GROUP BY ALL`;
  return [
    statement(`risk.sensitive-${i}.values`, () => values),
    statement(`risk.sensitive-${i}.counts`, () => counts),
    statement(`risk.sensitive-${i}.drop`, () => `DROP TABLE ${part(i)}`),
  ];
}

/** Counts with those of the class, of the value and of the table, in which a person counts once for each of her values. */
export const withTotals = (i: number): string =>
  `SELECT s.*, w.f AS verdi_f, k.klasse_f, a.alle_f FROM ${sensitiveCounts(i)} AS s JOIN ${sensitiveValues(i)} AS w USING (v) ` +
  `JOIN (SELECT id, CAST(sum(f) AS BIGINT) AS klasse_f FROM ${sensitiveCounts(i)} GROUP BY id) AS k USING (id) ` +
  `CROSS JOIN (SELECT CAST(sum(f) AS BIGINT) AS alle_f FROM ${sensitiveValues(i)}) AS a`;

/** How many times as frequent a value is in a class as in the table. */
const ratio = '(CAST(f AS DOUBLE) * alle_f / (CAST(verdi_f AS DOUBLE) * klasse_f))';
/** Frequency in the class less that in the table, times both totals: a whole number. */
export const difference = '(CAST(f AS HUGEINT) * alle_f - CAST(verdi_f AS HUGEINT) * klasse_f)';
/** What a difference is to be divided by. */
export const scale = '(CAST(any_value(klasse_f) AS DOUBLE) * any_value(alle_f))';

/**
 * The figures of one sensitive column that need no order of its values, over all classes:
 * least number of values and least exp(entropy), greatest l of recursive (c,l) (Machanavajjhala et al. 2007); greatest share
 * of a value, (alpha,k) (Wong et al. 2006); greatest distance with equal ground distance (t-closeness, Li et al. 2007);
 * greatest relative gain (beta-likeness, Cao and Karras 2012), and the same held to -ln p of its value (enhanced); greatest
 * |ln(q/p)| of values present in the class (delta-disclosure, Brickell and Shmatikov 2008). `beyond` counts classes that no
 * enhanced beta allows.
 */
export function emitDiversity(i: number, recursiveC: number): Statement {
  const perClass =
    `SELECT id, count(*) AS l, ln(any_value(klasse_f)) - fsum(f * ln(f) ORDER BY f) / any_value(klasse_f) AS entropy, ` +
    `CAST(sum(greatest(${difference}, 0)) AS DOUBLE) / ${scale} AS t, max(${ratio}) - 1 AS beta, ` +
    `max(abs(ln(${ratio}))) AS delta, max(CAST(f AS DOUBLE) / k.n) AS alpha, ` +
    `bool_or(${ratio} - 1 > ln(CAST(alle_f AS DOUBLE) / verdi_f)) AS beyond ` +
    `FROM (${withTotals(i)}) AS x JOIN ${CLASSES} AS k USING (id) GROUP BY id`;
  return statement(
    `risk.sensitive-${i}.diversity`,
    (add) =>
      `SELECT min(l) AS distinct_l, exp(min(entropy)) AS entropy_l, max(alpha) AS alpha, max(t) AS t, max(beta) AS beta, ` +
      `max(delta) AS delta, count(*) FILTER (beyond) AS beyond, (${enhancedBeta(i)}) AS enhanced, ` +
      `(${recursiveL(i, `${add(recursiveC)}::DOUBLE`)}) AS recursive_l, ` +
      `(SELECT count(*) FROM ${sensitiveValues(i)}) AS value_count, ` +
      `(SELECT bool_and(tall) FROM ${sensitiveValues(i)}) AS numbers FROM (${perClass})`,
  );
}

const enhancedBeta = (i: number): string =>
  `SELECT max(least(gain, bound)) FROM (SELECT v, max(${ratio}) - 1 AS gain, ` +
  `any_value(ln(CAST(alle_f AS DOUBLE) / verdi_f)) AS bound FROM (${withTotals(i)}) GROUP BY v)`;

/** Greatest l with r1 < c * (r_l + … + r_m) in every class, frequencies r in falling order; 0 where not even l = 1 holds. */
const recursiveL = (i: number, c: string): string =>
  `SELECT min(l) FROM (SELECT id, coalesce(max(place) FILTER (first < ${c} * rest), 0) AS l FROM ` +
  `(SELECT id, row_number() OVER falling AS place, max(f) OVER (PARTITION BY id) AS first, ` +
  `sum(f) OVER (falling ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS rest FROM ${sensitiveCounts(i)} ` +
  `WINDOW falling AS (PARTITION BY id ORDER BY f DESC, v)) GROUP BY id)`;

/** The least number of values of a sensitive column in classes over fewer or coarser quasi-identifiers. */
export const emitCoarserDiversity = (i: number, { from, names }: CoarserClasses): Statement =>
  statement(
    `risk.sensitive-${i}.coarser`,
    () =>
      `SELECT min(l) AS n FROM (SELECT ${names.map((q) => `${q}, `).join('')}count(DISTINCT v) AS l ` +
      `FROM ${sensitiveCounts(i)} JOIN ${from} USING (id) GROUP BY ALL)`,
  );
