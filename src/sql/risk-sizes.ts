import { PAIRS } from './risk-classes.ts';
import { sameKey } from './risk-rows.ts';
import { statement, type Statement } from './statement.ts';

/** Classes over some of the quasi-identifiers (q0…), from the classes over all. */
export interface CoarserClasses {
  /** Table with the quasi-identifiers of each class over all, by its id, as they are or coarser. */
  readonly from: string;
  readonly names: readonly string[];
  /** Whether persons have several classes, so that classes that fall together may share persons. */
  readonly shared: boolean;
}

/** Table of classes over fewer or coarser quasi-identifiers: id, those that are left, `n`, `vekt`. */
export const COARSER = 'risiko_grovere';

const listOf = (names: readonly string[]): string => names.map((q) => `${q}, `).join('');

/** One row a class: the names, and `n` distinct persons. */
export function coarserSizes({ from, names, shared }: CoarserClasses): string {
  const q = listOf(names);
  return shared
    ? `SELECT ${q}count(*) AS n FROM (SELECT DISTINCT ${q}nr FROM ${PAIRS} JOIN ${from} USING (id)) GROUP BY ALL`
    : `SELECT ${q}CAST(sum(n) AS BIGINT) AS n FROM ${from} GROUP BY ALL`;
}

export const emitCoarser = (c: CoarserClasses): Statement =>
  statement(
    'risk.coarser',
    () =>
      `CREATE OR REPLACE TABLE ${COARSER} AS SELECT CAST(row_number() OVER () - 1 AS INTEGER) AS id, *, ` +
      `CAST(n AS DECIMAL(38,9)) AS vekt FROM (${coarserSizes(c)})`,
  );

/** View of a table of classes with the frequencies that risk is computed from: `fk` in the sample, `fv` in weights. */
export const emitMeasured = (table: string): Statement =>
  statement(
    'risk.measured',
    () =>
      `CREATE OR REPLACE VIEW ${measured(table)} AS SELECT *, CAST(n AS DOUBLE) AS fk, CAST(vekt AS DOUBLE) AS fv FROM ${table}`,
  );

export const measured = (table: string): string => `${table}_maalt`;

/**
 * Class sizes with the number of classes of that size and of persons whose smallest class has it. A person with several
 * classes is as exposed as the smallest of them.
 */
export function emitHistogram(table: string, c: CoarserClasses): Statement {
  const sized = measured(table);
  const sizes = `SELECT fk AS size, count(*) AS classes, sum(n) AS persons FROM ${sized} GROUP BY fk`;
  if (!c.shared) return statement('risk.histogram', () => `${sizes} ORDER BY size`);
  const exposed =
    `SELECT nr, min(t.fk) AS size FROM ${PAIRS} AS p JOIN ${c.from} AS k USING (id) ` +
    `JOIN ${sized} AS t ON ${sameKey('k', 't', c.names)} GROUP BY nr`;
  return statement(
    'risk.histogram',
    () =>
      `SELECT size, classes, coalesce(p.persons, 0) AS persons FROM (${sizes}) AS s LEFT JOIN ` +
      `(SELECT size, count(*) AS persons FROM (${exposed}) GROUP BY size) AS p USING (size) ORDER BY size`,
  );
}

/**
 * Distinction (classes over persons) and separation (share of pairs of persons that differ) of some quasi-identifiers
 * (Motwani and Xu 2007). Sums of squares are HUGEINT: they pass 2^53 near 95 million rows.
 */
export const emitSeparation = (c: CoarserClasses): Statement =>
  statement(
    'risk.separation',
    () =>
      `SELECT CAST(count(*) AS DOUBLE) / greatest(sum(n), 1) AS distinction, 1 - CAST(sum(CAST(n AS HUGEINT) * (n - 1)) AS DOUBLE) ` +
      `/ greatest(CAST(sum(n) AS DOUBLE) * (CAST(sum(n) AS DOUBLE) - 1), 1) AS separation FROM (${coarserSizes(c)})`,
  );
