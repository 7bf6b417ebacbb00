import { CLASSES, PAIRS } from './risk-classes.ts';
import { measured } from './risk-sizes.ts';
import { quasiNames, RISK_ROWS, sameKey } from './risk-rows.ts';
import { statement, type Statement } from './statement.ts';

/** Table of the individual risk of each class: `id`, `risiko`. */
const INDIVIDUAL = 'risiko_individuell';

/** How the risk of classes of three persons and more is computed; smaller classes have closed formulas. */
export type IndividualMethod = 'eksakt' | 'tilnaermet';

/** Terms of a series, or steps of a recursion, after which nothing changes any more. */
const STEPS = 80;

/**
 * Individual risk of Benedetti and Franconi (1998): the mean of 1/F given the frequency f in the sample, with F - f negative
 * binomial and p = f / sum of weights. It is r_f = p * integral of u^(f-1) / (p + (1-p) u) over u from 0 to 1. Exact: where
 * p <= 0.4 by r_(j+1) = p / (1-p) * (1/j - r_j) from r_1 = p / (1-p) * ln(1/p), which damps its own errors there; else as
 * p/f * (1 + q/(f+1) * (1 + 2q/(f+2) * (1 + …))), q = 1 - p. Neither overflows. Approximation: p / (f - q) for f > 2.
 * Without weights (F = f) it is 1/f. A frequency that is not whole (wildcards that count less than one) is rounded down.
 */
function riskOf(method: IndividualMethod): string {
  const start = `CASE WHEN f <= ${STEPS + 1} THEN p / q * ln(1 / p) ELSE p / (f - ${STEPS} - q) END`;
  const recursion = `list_reduce(CAST(range(greatest(1, f - ${STEPS}), f) AS DOUBLE[]), lambda r, j: p / q * (1 / j - r), ${start})`;
  const series = `p / f * list_reduce(CAST(range(${STEPS}, 0, -1) AS DOUBLE[]), lambda s, n: 1 + s * q * n / (f + n), CAST(1 AS DOUBLE))`;
  const exact = `CASE WHEN p <= 0.4 THEN ${recursion} ELSE ${series} END`;
  const approximate = `CASE f WHEN 1 THEN p / q * ln(1 / p) WHEN 2 THEN p / q - (p / q) * (p / q) * ln(1 / p) ELSE p / (f - q) END`;
  return `CASE WHEN q <= 0 THEN 1 / fk ELSE ${method === 'eksakt' ? exact : approximate} END`;
}

/** Computes the risk once for each distinct pair of frequencies. */
export function emitIndividual(method: IndividualMethod): Statement {
  const from = measured(CLASSES);
  const whole = `SELECT id, CAST(greatest(floor(fk), 1) AS BIGINT) AS f, fk, fv FROM ${from}`;
  const pairs = `SELECT DISTINCT fk, fv, f, least(fk / fv, 1) AS p, 1 - least(fk / fv, 1) AS q FROM (${whole})`;
  return statement(
    'risk.individual',
    () =>
      `CREATE OR REPLACE TABLE ${INDIVIDUAL} AS SELECT id, risiko FROM (${whole}) AS k ` +
      `JOIN (SELECT fk, fv, ${riskOf(method)} AS risiko FROM (${pairs})) AS r ON r.fk = k.fk AND r.fv = k.fv`,
  );
}

/** Persons by their risk: of the most exposed of their classes where they have several. */
const risks = (shared: boolean): string =>
  shared
    ? `SELECT risiko, count(*) AS n FROM (SELECT nr, max(risiko) AS risiko FROM ${PAIRS} JOIN ${INDIVIDUAL} USING (id) GROUP BY nr) GROUP BY risiko`
    : `SELECT risiko, sum(n) AS n FROM ${INDIVIDUAL} JOIN ${CLASSES} USING (id) GROUP BY risiko`;

/** Sum of the risks (expected re-identifications), the greatest, and persons above the threshold. */
export const emitIndividualSums = (shared: boolean, threshold: number): Statement =>
  statement('risk.individual.sums', (add) => sums(risks(shared), add(threshold)));

const sums = (from: string, threshold: string): string =>
  `SELECT coalesce(fsum(risiko * n ORDER BY risiko), 0) AS expected, coalesce(max(risiko), 0) AS highest, ` +
  `coalesce(sum(n) FILTER (risiko > ${threshold}::DOUBLE), 0) AS above, coalesce(sum(n), 0) AS persons FROM (${from})`;

/**
 * The same for households (sdcMicro: hierarchical risk): who finds one member has found all, so each member has the risk
 * 1 - product of (1 - risk). A person counts once in a household, with the most exposed of her classes; without a household
 * she is alone.
 */
export function emitHouseholdSums(quasi: number, persons: boolean, threshold: number): Statement {
  const names = quasiNames(quasi);
  const grouped = `SELECT husholdning, ${persons ? 'person, ' : ''}${names.join(', ')}, count(*) AS c FROM ${RISK_ROWS} GROUP BY ALL`;
  const classed =
    `SELECT husholdning, ${persons ? 'person, max(risiko) AS risiko, 1 AS c' : 'risiko, sum(c) AS c'} FROM (${grouped}) AS r ` +
    `JOIN ${CLASSES} AS k ON ${sameKey('r', 'k', names)} JOIN ${INDIVIDUAL} AS i USING (id) GROUP BY ALL`;
  const safe =
    'CASE WHEN max(risiko) >= 1 THEN 0 ELSE exp(fsum(c * ln(greatest(1 - risiko, 1e-300)) ORDER BY risiko, c)) END';
  const households =
    `SELECT 1 - ${safe} AS risiko, sum(c) AS n FROM members WHERE husholdning IS NOT NULL GROUP BY husholdning ` +
    `UNION ALL SELECT risiko, sum(c) AS n FROM members WHERE husholdning IS NULL GROUP BY risiko`;
  return statement('risk.households', (add) => {
    const counted = `SELECT risiko, sum(n) AS n FROM (${households}) GROUP BY risiko`;
    return `WITH members AS MATERIALIZED (${classed}) ${sums(counted, add(threshold))}`;
  });
}
