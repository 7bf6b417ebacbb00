import type { Plan, PlanDemand, PlanTable } from '../artifacts/plan.ts';
import { identifier } from './identifier.ts';
import { LOEPENUMMER, stage } from './names.ts';
import { statement, type Statement } from './statement.ts';
import { numberType, type TableSql } from './stage.ts';

/** The demand on one table, with the quasi-identifiers and sensitive columns that lie in it. */
export interface JudgedTable {
  readonly sql: TableSql;
  readonly quasi: readonly string[];
  readonly sensitive: readonly { readonly column: string; readonly l: number }[];
  readonly k: number;
  readonly unit: PlanDemand['unit'];
}

/** The tables that a demand speaks of; a table without quasi-identifiers is not judged. */
export function judgedTable(demand: PlanDemand, sql: TableSql): JudgedTable | null {
  const inTable = (ref: { register: string; tabell: string }): boolean => sameTable(ref, sql.table);
  const quasi = demand.quasi.filter(inTable).map((ref) => ref.column);
  if (quasi.length === 0) return null;
  const sensitive = demand.sensitive.filter(inTable).map(({ column, l }) => ({ column, l }));
  return { sql, quasi, sensitive, k: demand.k, unit: demand.unit };
}

const sameTable = (a: { register: string; tabell: string }, b: PlanTable): boolean =>
  a.register === b.register && a.tabell === b.tabell;

const quasiList = (j: JudgedTable): string => j.quasi.map(identifier).join(', ');

function carrierOf(j: JudgedTable, column: string): string {
  const found = j.sql.columns.find((c) => c.name === column);
  if (found === undefined)
    throw new Error('a quasi-identifier or sensitive column is not a delivered column');
  return found.carrier;
}

/** Empty tables for class sizes, and for the sensitive values of each class. */
export function emitJudgeTables(j: JudgedTable): readonly Statement[] {
  const quasi = j.quasi.map((column) => `${identifier(column)} ${carrierOf(j, column)}`).join(', ');
  return [
    statement(
      'judge.classes.table',
      () => `CREATE OR REPLACE TABLE klasser_del (${quasi}, _personer BIGINT, _rader BIGINT)`,
    ),
    ...j.sensitive.map((s, i) =>
      statement(
        `judge.sensitive-${i}.table`,
        () => `CREATE OR REPLACE TABLE sensitiv_${i} (${quasi}, _verdi ${carrierOf(j, s.column)})`,
      ),
    ),
  ];
}

/** Empty table for the løpenumre of persons who are suppressed. */
export const emitSuppressedTable = (plan: Plan): Statement =>
  statement('judge.suppressed.table', () => `CREATE TABLE undertrykt (${LOEPENUMMER} ${numberType(plan)})`);

/**
 * Counts the classes of the staged persons. Persons lie in one range of numbers each, so counts of several ranges add up.
 * One row per class and person comes first: it is what both counts need, and a person's rows are counted only there.
 */
export function emitJudge(j: JudgedTable): readonly Statement[] {
  const quasi = quasiList(j);
  const from = stage(j.sql.table);
  return [
    statement(
      'judge.class-persons',
      () =>
        `CREATE OR REPLACE TABLE klasse_person AS SELECT ${quasi}, ${LOEPENUMMER}, count(*) AS _rader FROM ${from} GROUP BY ALL`,
    ),
    statement(
      'judge.classes',
      () => `INSERT INTO klasser_del SELECT ${quasi}, count(*), sum(_rader) FROM klasse_person GROUP BY ALL`,
    ),
    ...j.sensitive.map((s, i) =>
      statement(
        `judge.sensitive-${i}`,
        () => `INSERT INTO sensitiv_${i} SELECT DISTINCT ${quasi}, ${identifier(s.column)} FROM ${from}`,
      ),
    ),
  ];
}

/** Frees what `emitJudge` and the verdict took. */
export const emitDropJudge = (j: JudgedTable): readonly Statement[] =>
  ['klasse_person', 'klasser_del', 'klasser', ...j.sensitive.map((_, i) => `sensitiv_${i}`)].map((table) =>
    statement(`judge.drop.${table}`, () => `DROP TABLE ${table}`),
  );

/** Sums the counts into one row a class, with the number of distinct sensitive values; a missing value is a value of its own. */
export function emitClasses(j: JudgedTable): Statement {
  const quasi = quasiList(j);
  const diversity = j.sensitive.map((_, i) => `, l${i}._verdier AS _l${i}`).join('');
  const joins = j.sensitive.map((_, i) => {
    const same = j.quasi
      .map((q) => `c.${identifier(q)} IS NOT DISTINCT FROM l${i}.${identifier(q)}`)
      .join(' AND ');
    return ` JOIN (SELECT ${quasi}, count(*) AS _verdier FROM (SELECT DISTINCT * FROM sensitiv_${i}) GROUP BY ALL) AS l${i} ON ${same}`;
  });
  return statement(
    'judge.sum',
    () =>
      `CREATE OR REPLACE TABLE klasser AS SELECT c.*${diversity} FROM ` +
      `(SELECT ${quasi}, sum(_personer) AS _personer, sum(_rader) AS _rader FROM klasser_del GROUP BY ALL) AS c${joins.join('')}`,
  );
}

const size = (j: JudgedTable): string => (j.unit === 'person' ? '_personer' : '_rader');

/** Holds for a class that falls short of the demand. */
const violates = (j: JudgedTable): string =>
  [`${size(j)} < ${j.k}`, ...j.sensitive.map((s, i) => `_l${i} < ${s.l}`)].join(' OR ');

/** The figures of the verdict: smallest class, number of classes, uniques, and what violates. */
export const emitVerdict = (j: JudgedTable): Statement =>
  statement('judge.verdict', () => {
    const l = j.sensitive.map((_, i) => `, CAST(min(_l${i}) AS DOUBLE) AS l_${i}`).join('');
    return (
      `SELECT CAST(coalesce(min(${size(j)}), 0) AS DOUBLE) AS k, CAST(count(*) AS DOUBLE) AS classes, ` +
      `CAST(count(*) FILTER (${size(j)} = 1) AS DOUBLE) AS uniques, CAST(count(*) FILTER (${violates(j)}) AS DOUBLE) AS violating${l} FROM klasser`
    );
  });

/** Persons in violating classes, at most: one who is in several of them counts in each. */
export const emitShortPersons = (j: JudgedTable): Statement =>
  statement(
    'judge.short',
    () => `SELECT CAST(coalesce(sum(_personer) FILTER (${violates(j)}), 0) AS DOUBLE) AS n FROM klasser`,
  );

/** Adds the staged persons who are in a violating class to the suppressed. */
export function emitSuppress(j: JudgedTable): Statement {
  const same = j.quasi.map((q) => `s.${identifier(q)} IS NOT DISTINCT FROM c.${identifier(q)}`).join(' AND ');
  return statement(
    'judge.suppress',
    () =>
      `INSERT INTO undertrykt SELECT DISTINCT s.${LOEPENUMMER} FROM ${stage(j.sql.table)} AS s ` +
      `JOIN (SELECT * FROM klasser WHERE ${violates(j)}) AS c ON ${same}`,
  );
}

/** Takes the rows of the suppressed out of a stage. */
export const emitRemoveSuppressed = (t: TableSql): Statement =>
  statement(
    'judge.remove-suppressed',
    () => `DELETE FROM ${stage(t.table)} WHERE ${LOEPENUMMER} IN (SELECT ${LOEPENUMMER} FROM undertrykt)`,
  );

export const emitSuppressedCount = (): Statement =>
  statement('judge.suppressed', () => `SELECT CAST(count(*) AS DOUBLE) AS persons FROM undertrykt`);
