import { measured } from './risk-sizes.ts';
import { statement, type Statement } from './statement.ts';

/** Bit i is set where quasi-identifier i is missing. */
const maskOf = (names: readonly string[]): string =>
  names.map((q, i) => `CAST(${q} IS NULL AS INTEGER) * ${2 ** i}`).join(' + ');

/** The patterns of missing quasi-identifiers that occur among the classes. */
export const emitPatterns = (table: string, names: readonly string[]): Statement =>
  statement(
    'risk.patterns',
    () => `SELECT DISTINCT ${names.length === 0 ? '0' : maskOf(names)} AS mask FROM ${table}`,
  );

/**
 * Frequencies with a missing value as wildcard, in the sense of freqCalc of sdcMicro: a class counts the classes whose known
 * values agree with its own; those with missing values other than its own count `alpha`, and a class without any known
 * value counts everyone. Two patterns at a time: classes agree where the values known to both are equal, so each pair of
 * patterns is one grouping and one join, and no pair of classes is looked at. `fk` stays a sum of whole numbers until the
 * end, so it does not depend on any order.
 */
export function emitWildcard(
  table: string,
  names: readonly string[],
  patterns: readonly number[],
  alpha: number,
): readonly Statement[] {
  const all = 2 ** names.length - 1;
  const matchesOf = (own: number): string =>
    patterns
      .map((other) => matchOf(table, names, own, other, other === 0 || other === own || own === all))
      .join(' UNION ALL ');
  return [
    statement(
      'risk.wildcard.table',
      () =>
        `CREATE OR REPLACE TABLE risiko_treff (id INTEGER, hel HUGEINT, del HUGEINT, helv DECIMAL(38,9), delv DECIMAL(38,9))`,
    ),
    ...patterns.map((own) =>
      statement('risk.wildcard.matches', () => `INSERT INTO risiko_treff ${matchesOf(own)}`),
    ),
    statement(
      'risk.wildcard.sums',
      (add) =>
        `CREATE OR REPLACE TABLE ${table}_frekvenser AS SELECT id, ` +
        `CAST(sum(hel) AS DOUBLE) + ${add(alpha)}::DOUBLE * CAST(sum(del) AS DOUBLE) AS fk, ` +
        `CAST(sum(helv) AS DOUBLE) + ${add(alpha)}::DOUBLE * CAST(sum(delv) AS DOUBLE) AS fv ` +
        `FROM risiko_treff GROUP BY id`,
    ),
    statement(
      'risk.wildcard',
      () =>
        `CREATE OR REPLACE VIEW ${measured(table)} AS SELECT t.*, f.fk, f.fv FROM ${table} AS t ` +
        `JOIN ${table}_frekvenser AS f USING (id)`,
    ),
  ];
}

/** What classes of one pattern count of those of another. */
function matchOf(
  table: string,
  names: readonly string[],
  own: number,
  other: number,
  whole: boolean,
): string {
  const known = names.filter((_, i) => ((own | other) & (2 ** i)) === 0);
  const list = known.map((q) => `${q}, `).join('');
  const same = known.length === 0 ? 'true' : known.map((q) => `a.${q} = b.${q}`).join(' AND ');
  const counts = whole
    ? 'b.n AS hel, 0 AS del, b.v AS helv, 0 AS delv'
    : '0 AS hel, b.n AS del, 0 AS helv, b.v AS delv';
  const mask = names.length === 0 ? '0' : maskOf(names);
  return (
    `SELECT a.id, ${counts} FROM (SELECT * FROM ${table} WHERE ${mask} = ${own}) AS a ` +
    `JOIN (SELECT ${list}sum(n) AS n, sum(vekt) AS v FROM ${table} WHERE ${mask} = ${other} GROUP BY ALL) AS b ON ${same}`
  );
}
