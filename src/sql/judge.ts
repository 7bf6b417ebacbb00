import type { Plan } from '../artifacts/plan.ts';
import { emitDropCombined, judgedRows } from './judge-combined.ts';
import { carrierOf, quasiList, sameClass, typedClassColumns, type JudgedTable } from './judged-table.ts';
import { emitDropEvents, emitEventCount, emitEventTables } from './judge-events.ts';
import { emitSensitive, joinSensitive, sensitiveShort, sensitiveTable } from './judge-sensitive.ts';
import { LOEPENUMMER, stage } from './names.ts';
import { statement, type Statement } from './statement.ts';
import { numberType, type TableSql } from './stage.ts';

/** Empty tables for class sizes, and for the sensitive values of each class. */
export function emitJudgeTables(j: JudgedTable): readonly Statement[] {
  const quasi = typedClassColumns(j);
  return [
    statement(
      'judge.classes.table',
      () => `CREATE OR REPLACE TABLE klasser_del (${quasi}, _personer BIGINT, _rader BIGINT)`,
    ),
    ...j.sensitive.map((s, i) => {
      const value = `_verdi ${carrierOf(s.elsewhere ?? j.sql, s.column)}`;
      const units = s.t === null ? '' : ', _antall BIGINT';
      return statement(
        `judge.sensitive-${i}.table`,
        () => `CREATE OR REPLACE TABLE ${sensitiveTable(i)} (${quasi}, ${value}${units})`,
      );
    }),
    ...emitEventTables(j),
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
  const from = judgedRows(j);
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
    ...j.sensitive.map((s, i) => emitSensitive(j, s, i)),
    ...emitEventCount(j),
  ];
}

/** Frees what `emitJudge` and the verdict took. */
export const emitDropJudge = (j: JudgedTable): readonly Statement[] => [
  ...['klasse_person', 'klasser_del', 'klasser', ...j.sensitive.map((_, i) => sensitiveTable(i))].map(
    (table) => statement(`judge.drop.${table}`, () => `DROP TABLE ${table}`),
  ),
  ...emitDropEvents(j),
  ...emitDropCombined(j),
];

/** Sums the counts into one row a class, with what its sensitive values are judged by. */
export function emitClasses(j: JudgedTable): Statement {
  const quasi = quasiList(j);
  const figures = j.sensitive.map(
    ({ t }, i) => `, l${i}._verdier AS _l${i}${t === null ? '' : `, l${i}._avstand AS _t${i}`}`,
  );
  const joins = j.sensitive.map((s, i) => joinSensitive(j, s, i));
  return statement(
    'judge.sum',
    () =>
      `CREATE OR REPLACE TABLE klasser AS SELECT c.*${figures.join('')} FROM ` +
      `(SELECT ${quasi}, sum(_personer) AS _personer, sum(_rader) AS _rader FROM klasser_del GROUP BY ALL) AS c${joins.join('')}`,
  );
}

const size = (j: JudgedTable): string => (j.unit === 'person' ? '_personer' : '_rader');

/** Holds for a class that falls short of the demand. */
const violates = (j: JudgedTable): string =>
  [`${size(j)} < ${j.k}`, ...j.sensitive.flatMap(sensitiveShort)].join(' OR ');

/** The figures of the verdict: smallest class, number of classes, uniques, and what violates. */
export const emitVerdict = (j: JudgedTable): Statement =>
  statement('judge.verdict', () => {
    const number = (sql: string): string => `CAST(${sql} AS DOUBLE)`;
    const ofSensitive = j.sensitive.flatMap((s, i) => [
      ...(s.l === null ? [] : [`${number(`min(_l${i})`)} AS l_${i}`]),
      ...(s.t === null ? [] : [`${number(`max(_t${i})`)} AS t_${i}`]),
    ]);
    return [
      `SELECT ${number(`coalesce(min(${size(j)}), 0)`)} AS k`,
      `${number('count(*)')} AS classes`,
      `${number(`count(*) FILTER (${size(j)} = 1)`)} AS uniques`,
      `${number(`count(*) FILTER (${violates(j)})`)} AS violating`,
      `${number(`coalesce(sum(${size(j)}), 0)`)} AS units`,
      ...ofSensitive,
    ]
      .join(', ')
      .concat(' FROM klasser');
  });

/** Persons in violating classes, at most: one who is in several of them counts in each. */
export const emitShortPersons = (j: JudgedTable): Statement =>
  statement(
    'judge.short',
    () => `SELECT CAST(coalesce(sum(_personer) FILTER (${violates(j)}), 0) AS DOUBLE) AS n FROM klasser`,
  );

/** Adds the staged persons who are in a violating class to the suppressed. */
export function emitSuppress(j: JudgedTable): Statement {
  return statement(
    'judge.suppress',
    () =>
      `INSERT INTO undertrykt SELECT DISTINCT s.${LOEPENUMMER} FROM ${judgedRows(j)} AS s ` +
      `JOIN (SELECT * FROM klasser WHERE ${violates(j)}) AS c ON ${sameClass(j, 's', 'c')}`,
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
