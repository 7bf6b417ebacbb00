import { rowsOfJson } from './dialect.ts';
import { difference, scale, sensitiveCounts, sensitiveValues, withTotals } from './risk-sensitive.ts';
import { statement, type Statement } from './statement.ts';

/**
 * Greatest distance of a class to the table where the ground distance of two values is the number of ranks between them
 * (t-closeness with ordered distance, Li et al. 2007): sum over the ranks of the difference of the two cumulative
 * frequencies, by ranks less one. Between two values of a class its cumulative frequency does not change, so each such run
 * is one row, cut where the cumulative frequency of the table passes it; sums of sums make it independent of its length.
 */
export function emitOrderedDistance(i: number): Statement {
  const ranks = `SELECT v, sum(f) OVER (ORDER BY v) AS cum, sum(f) OVER () AS alle_f, count(*) OVER () AS antall FROM ${sensitiveValues(i)}`;
  const sums = `SELECT *, sum(cum) OVER (ORDER BY v) AS sums FROM ranks`;
  const present =
    `SELECT id, v, sum(f) OVER (PARTITION BY id ORDER BY v) AS upto, lead(v) OVER (PARTITION BY id ORDER BY v) AS next, ` +
    `row_number() OVER (PARTITION BY id ORDER BY v) AS place, sum(f) OVER (PARTITION BY id) AS klasse_f FROM ${sensitiveCounts(i)}`;
  const size = '(SELECT any_value(antall) FROM ranks)';
  const total = '(SELECT any_value(alle_f) FROM ranks)';
  const runs =
    `SELECT id, klasse_f, upto, v AS a, coalesce(next, ${size}) - 1 AS b FROM present UNION ALL ` +
    `SELECT id, klasse_f, 0, 0, v - 1 FROM present WHERE place = 1 AND v > 0`;
  const cut =
    `SELECT r.*, least(greatest(coalesce(w.v, -1), a - 1), b) AS s FROM ` +
    `(SELECT *, CAST(upto AS DOUBLE) * ${total} / klasse_f AS x FROM runs) AS r ASOF LEFT JOIN ranks AS w ON r.x >= w.cum`;
  const before = (rank: string): string =>
    `LEFT JOIN sums AS ${rank} ON ${rank}.v = c.${rank === 'wa' ? 'a - 1' : rank.slice(1)}`;
  const run = `upto * ${total} * (2 * s - a - b + 1) + klasse_f * (wb.sums - 2 * coalesce(ws.sums, 0) + coalesce(wa.sums, 0))`;
  return statement(
    `risk.sensitive-${i}.ordered`,
    () =>
      `WITH ranks AS MATERIALIZED (${ranks}), sums AS MATERIALIZED (${sums}), present AS (${present}), runs AS (${runs}), cut AS (${cut}) ` +
      `SELECT max(distance) AS t FROM (SELECT id, CAST(sum(${run}) AS DOUBLE) ` +
      `/ (CAST(any_value(klasse_f) AS DOUBLE) * ${total}) / greatest(${size} - 1, 1) AS distance ` +
      `FROM cut AS c ${before('wa')} ${before('ws')} ${before('wb')} GROUP BY id)`,
  );
}

const hierarchy = (i: number): string => `risiko_hierarki_${i}`;
const level = (n: number): string => `n${n}`;

/** Loads a hierarchy, one row a leaf: `n0` the value as text, `n1` its group one level up, and so on. */
export const emitHierarchy = (i: number, rows: readonly (readonly string[])[]): Statement =>
  statement(`risk.hierarchy-${i}`, (add) => {
    const width = rows[0]?.length ?? 0;
    const types = Object.fromEntries(Array.from({ length: width }, (_, n) => [level(n), 'VARCHAR']));
    const json = JSON.stringify(
      rows.map((row) => Object.fromEntries(row.map((label, n) => [level(n), label]))),
    );
    return `CREATE OR REPLACE TABLE ${hierarchy(i)} AS ${rowsOfJson(add(json), types)}`;
  });

/** Values of the column that the hierarchy does not list. */
export const emitUnlisted = (i: number): Statement =>
  statement(
    `risk.hierarchy-${i}.unlisted`,
    () =>
      `SELECT count(*) AS n FROM ${sensitiveValues(i)} WHERE coalesce(CAST(verdi AS VARCHAR), '') NOT IN (SELECT n0 FROM ${hierarchy(i)})`,
  );

/**
 * Greatest distance of a class to the table where the ground distance of two values is the level of their nearest common
 * group, by the height (t-closeness with hierarchical distance, Li et al. 2007). What a group of level n moves between its
 * members costs n / height. A group without a value in the class moves nothing, so only groups of the class are looked at.
 */
export function emitHierarchicalDistance(i: number, height: number): Statement {
  const listed =
    `SELECT x.*, h.* FROM (${withTotals(i)}) AS x JOIN ${sensitiveValues(i)} AS w USING (v) ` +
    `JOIN ${hierarchy(i)} AS h ON h.n0 = coalesce(CAST(w.verdi AS VARCHAR), '')`;
  const groups = (n: number): string =>
    `SELECT ${level(n)} AS gruppe, sum(w.f) AS verdi_f FROM ${sensitiveValues(i)} AS w ` +
    `JOIN ${hierarchy(i)} AS h ON h.n0 = coalesce(CAST(w.verdi AS VARCHAR), '') GROUP BY ALL`;
  const mass = (n: number, also: string): string =>
    `SELECT l.id, l.${level(n)} AS gruppe, ${also}any_value(g.verdi_f) AS verdi_f, sum(l.f) AS f, ` +
    `any_value(l.klasse_f) AS klasse_f, any_value(l.alle_f) AS alle_f FROM listed AS l ` +
    `JOIN (${groups(n)}) AS g ON g.gruppe = l.${level(n)} GROUP BY ALL`;
  const moved = (n: number): string =>
    `SELECT id, ${n} AS niva, least(pos, pos - ${difference}) AS moved, klasse_f, alle_f FROM (${mass(n, '')}) AS p JOIN ` +
    `(SELECT id, over, sum(greatest(${difference}, 0)) AS pos FROM (${mass(n - 1, `l.${level(n)} AS over, `)}) GROUP BY ALL) AS c ` +
    `ON p.id = c.id AND p.gruppe = c.over`;
  const levels = Array.from({ length: height }, (_, n) => moved(n + 1).replace('SELECT id', 'SELECT p.id'));
  return statement(
    `risk.sensitive-${i}.hierarchical`,
    () =>
      `WITH listed AS MATERIALIZED (${listed}) SELECT coalesce(max(distance), 0) AS t FROM (SELECT id, ` +
      `CAST(sum(niva * moved) AS DOUBLE) / ${height} / ${scale} AS distance FROM (${levels.join(' UNION ALL ')}) GROUP BY id)`,
  );
}
