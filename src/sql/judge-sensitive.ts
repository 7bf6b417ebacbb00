import { identifier } from './identifier.ts';
import { judgedRows } from './judge-combined.ts';
import {
  classColumns,
  quasiList,
  sameClass,
  type JudgedSensitive,
  type JudgedTable,
} from './judged-table.ts';
import { LOEPENUMMER, stage } from './names.ts';
import { statement, type Statement } from './statement.ts';

/** Table of the values of a sensitive column in each class; with `_antall` units where a distance is demanded. */
export const sensitiveTable = (i: number): string => `sensitiv_${i}`;
/** Table of the values of each person in a sensitive column of another table, with the units of each. */
const elsewhereTable = (i: number): string => `sensitiv_ellers_${i}`;

/** Adds the values of the staged persons to those of their classes. Classes of persons are counted before. */
export function emitSensitive(j: JudgedTable, s: JudgedSensitive, i: number): Statement {
  const rows = s.elsewhere === null ? valuesHere(j, s) : valuesElsewhere(j, s, i);
  return statement(`judge.sensitive-${i}`, () => `INSERT INTO ${sensitiveTable(i)} ${rows}`);
}

function valuesHere(j: JudgedTable, { column, t }: JudgedSensitive): string {
  const [quasi, value, from] = [quasiList(j), identifier(column), judgedRows(j)];
  if (t === null) return `SELECT DISTINCT ${quasi}, ${value} FROM ${from}`;
  const units =
    j.unit === 'rad'
      ? `SELECT ${quasi}, ${value} AS _verdi FROM ${from}`
      : `SELECT DISTINCT ${quasi}, ${value} AS _verdi, ${LOEPENUMMER} FROM ${from}`;
  return `SELECT ${quasi}, _verdi, count(*) FROM (${units}) GROUP BY ALL`;
}

/** Who has no row in the other table has a missing value. */
function valuesElsewhere(j: JudgedTable, { t }: JudgedSensitive, i: number): string {
  const from = `FROM klasse_person AS p LEFT JOIN ${elsewhereTable(i)} AS e USING (${LOEPENUMMER})`;
  const quasi = classColumns(j)
    .map((q) => `p.${identifier(q)}`)
    .join(', ');
  return t === null
    ? `SELECT DISTINCT ${quasi}, e._verdi ${from}`
    : `SELECT ${quasi}, e._verdi, sum(coalesce(e._antall, 1)) ${from} GROUP BY ALL`;
}

/** Takes the values of the staged persons of another table; of the first pass when it is `fresh`. */
export function emitValuesElsewhere(
  j: JudgedTable,
  s: JudgedSensitive,
  i: number,
  fresh: boolean,
): Statement {
  if (s.elsewhere === null) throw new Error('a sensitive column of the judged table is not gathered');
  const value = `${identifier(s.column)} AS _verdi`;
  const into = fresh ? `CREATE OR REPLACE TABLE ${elsewhereTable(i)} AS` : `INSERT INTO ${elsewhereTable(i)}`;
  const units = j.unit === 'rad' && s.t !== null ? 'count(*)' : 'CAST(1 AS BIGINT)';
  const from = stage(s.elsewhere.table);
  return statement(
    `judge.sensitive-${i}.elsewhere`,
    () => `${into} SELECT ${LOEPENUMMER}, ${value}, ${units} AS _antall FROM ${from} GROUP BY ALL`,
  );
}

/**
 * Joins each class `c` with its number of values (`_l`), a missing one being a value of its own, and with its distance
 * (`_t`). The distance is that of equal ground distances (Li, Li and Venkatasubramanian 2007, "t-Closeness"), half the sum
 * of the differences of frequencies: no distance with another ground distance of at most 1 is greater, so what meets t
 * by this one meets it by any. Whole numbers are summed, so that it is exact until the last division.
 */
export function joinSensitive(j: JudgedTable, { t }: JudgedSensitive, i: number): string {
  const quasi = quasiList(j);
  const counted =
    t === null
      ? `SELECT ${quasi}, count(*) AS _verdier FROM (SELECT DISTINCT * FROM ${sensitiveTable(i)}) GROUP BY ALL`
      : distances(j, i);
  return ` JOIN (${counted}) AS l${i} ON ${sameClass(j, 'c', `l${i}`)}`;
}

function distances(j: JudgedTable, i: number): string {
  const quasi = quasiList(j);
  const here = classColumns(j)
    .map((q) => `s.${identifier(q)}`)
    .join(', ');
  const more = 'greatest(CAST(s._f AS HUGEINT) * a._alle - CAST(v._vf AS HUGEINT) * k._kf, 0)';
  const sums = `CAST(sum(${more}) AS DOUBLE) / (CAST(any_value(k._kf) AS DOUBLE) * any_value(a._alle))`;
  return (
    `WITH s AS MATERIALIZED (SELECT ${quasi}, _verdi, CAST(sum(_antall) AS BIGINT) AS _f FROM ${sensitiveTable(i)} GROUP BY ALL), ` +
    `k AS (SELECT ${quasi}, CAST(sum(_f) AS BIGINT) AS _kf FROM s GROUP BY ALL), ` +
    `v AS (SELECT _verdi, CAST(sum(_f) AS BIGINT) AS _vf FROM s GROUP BY ALL), ` +
    `a AS (SELECT CAST(sum(_f) AS BIGINT) AS _alle FROM s) ` +
    `SELECT ${here}, count(*) AS _verdier, ${sums} AS _avstand FROM s JOIN k ON ${sameClass(j, 's', 'k')} ` +
    `JOIN v ON s._verdi IS NOT DISTINCT FROM v._verdi CROSS JOIN a GROUP BY ALL`
  );
}

/** Rounding of the last division must not turn a demand met exactly into one that is not. */
export const EXACT = 1e-12;

/** What a class falls short of by its sensitive values. */
export const sensitiveShort = ({ l, t }: JudgedSensitive, i: number): readonly string[] => [
  ...(l === null ? [] : [`_l${i} < ${l}`]),
  ...(t === null ? [] : [`_t${i} > ${t * (1 + EXACT)}`]),
];

/** Frees what was taken of other tables. */
export const emitDropElsewhere = (j: JudgedTable): readonly Statement[] => [
  ...j.sensitive.flatMap((s, i) =>
    s.elsewhere === null
      ? []
      : [statement(`judge.drop.${elsewhereTable(i)}`, () => `DROP TABLE IF EXISTS ${elsewhereTable(i)}`)],
  ),
];
