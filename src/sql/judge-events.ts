import { identifier } from './identifier.ts';
import { carrierOf, classColumns, sameIn, typedClassColumns, type JudgedTable } from './judged-table.ts';
import { LOEPENUMMER, STAGES, stage } from './names.ts';
import type { TableSql } from './stage.ts';
import { statement, type Statement } from './statement.ts';

const HAPPENED = `${STAGES}.hendelse_person`;
const MEMBERS = `${STAGES}.hendelse_klasse_person`;
const SUPPORT = 'hendelse_stoette';
const EVENT_TABLES: readonly string[] = ['hendelser', HAPPENED];

const emitDrop = (table: string): Statement =>
  statement(`judge.drop.${table}`, () => `DROP TABLE IF EXISTS ${table}`);

/** What is numbered, each combination of the columns once from 1, and which person has which. */
interface Numbered {
  readonly id: string;
  readonly numberType: TableSql['numberType'];
  /** The relation they are read from. */
  readonly from: string;
  /** The columns as those of a table. */
  readonly typed: string;
  readonly columns: readonly string[];
  readonly numbers: string;
  readonly pairs: string;
}

/** Events by what an attacker may know of them. */
function eventsOf({ events, sql }: JudgedTable): Numbered {
  if (events === null) throw new Error('no demand on events');
  const t = events.elsewhere ?? sql;
  const { columns } = events;
  const typed = columns.map((column) => `${identifier(column)} ${carrierOf(t, column)}`).join(', ');
  return {
    ...{ id: 'events', numberType: t.numberType, from: stage(t.table), typed, columns },
    ...{ numbers: 'hendelser', pairs: HAPPENED },
  };
}

const classesOf = (j: JudgedTable): Numbered => ({
  ...{ id: 'event-classes', numberType: j.sql.numberType, from: 'klasse_person' },
  ...{ typed: typedClassColumns(j), columns: classColumns(j) },
  ...{ numbers: 'hendelse_klasser', pairs: MEMBERS },
});

const emitEmpty = ({ id, numberType, typed, numbers, pairs }: Numbered): readonly Statement[] => [
  statement(`judge.${id}.numbers`, () => `CREATE OR REPLACE TABLE ${numbers} (${typed}, _nr INTEGER)`),
  statement(
    `judge.${id}.pairs`,
    () => `CREATE OR REPLACE TABLE ${pairs} (${LOEPENUMMER} ${numberType}, _nr INTEGER)`,
  ),
];

/** Numbers what is new, and adds who has what. */
function emitAdded({ id, from, columns, numbers, pairs }: Numbered): readonly Statement[] {
  const list = columns.map(identifier).join(', ');
  const next = `CAST((SELECT count(*) FROM ${numbers}) + row_number() OVER () AS INTEGER)`;
  const same = sameIn(columns, 'r', 'n');
  return [
    statement(
      `judge.${id}.number`,
      () =>
        `INSERT INTO ${numbers} SELECT ${list}, ${next} FROM (SELECT DISTINCT ${list} FROM ${from}) AS r ANTI JOIN ${numbers} AS n ON ${same}`,
    ),
    statement(
      `judge.${id}.pair`,
      () =>
        `INSERT INTO ${pairs} SELECT DISTINCT r.${LOEPENUMMER}, n._nr FROM ${from} AS r JOIN ${numbers} AS n ON ${same}`,
    ),
  ];
}

/** Empty tables for the events of another table than the judged one. */
export const emitEventsElsewhereTables = (j: JudgedTable): readonly Statement[] => emitEmpty(eventsOf(j));

/** Adds the events of the staged persons of another table. Persons lie in one range of numbers each. */
export const emitEventsElsewhere = (j: JudgedTable): readonly Statement[] => emitAdded(eventsOf(j));

/** Frees the events of another table. */
export const emitDropEventsElsewhere = (): readonly Statement[] => EVENT_TABLES.map(emitDrop);

/** Empty tables for what is counted of events; nothing where none are asked about. */
export function emitEventTables(j: JudgedTable): readonly Statement[] {
  if (j.events === null) return [];
  const here = j.events.elsewhere === null ? emitEmpty(eventsOf(j)) : [];
  return [...emitEmpty(classesOf(j)), ...here];
}

/** Adds the classes of the staged persons, and their events where they lie in the same table. */
export function emitEventCount(j: JudgedTable): readonly Statement[] {
  if (j.events === null) return [];
  const here = j.events.elsewhere === null ? emitAdded(eventsOf(j)) : [];
  return [...emitAdded(classesOf(j)), ...here];
}

/** Persons with an event and no row in the judged table are in a class of their own: 0. */
export function emitEventOthers(j: JudgedTable): readonly Statement[] {
  if (j.events === null || j.events.elsewhere === null) return [];
  const others = `SELECT DISTINCT e.${LOEPENUMMER}, 0 FROM ${HAPPENED} AS e ANTI JOIN ${MEMBERS} AS c USING (${LOEPENUMMER})`;
  return [
    statement(
      'judge.events.others',
      () => `INSERT INTO ${MEMBERS} ${others} ANTI JOIN undertrykt AS u USING (${LOEPENUMMER})`,
    ),
  ];
}

/** Persons in no class, who are judged by their events alone. */
export const emitEventOthersCount = (): Statement =>
  statement(
    'judge.events.others.count',
    () => `SELECT CAST(count(*) AS DOUBLE) AS n FROM ${MEMBERS} WHERE _nr = 0`,
  );

/** One of several shares of all combinations, so that any number of them fits the memory. */
export interface Share {
  readonly index: number;
  readonly of: number;
}

/** A row for each person, class of hers and m distinct events of hers. */
function combinations(m: 1 | 2, { index, of }: Share): string {
  const second = m === 1 ? '0' : 'b._nr';
  const pair =
    m === 1 ? '' : ` JOIN ${HAPPENED} AS b ON b.${LOEPENUMMER} = c.${LOEPENUMMER} AND a._nr < b._nr`;
  const share = of === 1 ? '' : ` WHERE hash(c._nr, a._nr, ${second}) % ${of} = ${index}`;
  return (
    `SELECT c._nr AS klasse, a._nr AS foerste, ${second} AS andre, c.${LOEPENUMMER} FROM ${MEMBERS} AS c ` +
    `JOIN ${HAPPENED} AS a ON a.${LOEPENUMMER} = c.${LOEPENUMMER}${pair}${share}`
  );
}

export const emitSupportTable = (): Statement =>
  statement(
    'judge.events.support-table',
    () => `CREATE OR REPLACE TABLE ${SUPPORT} (personer BIGINT, kombinasjoner BIGINT)`,
  );

/** Counts the persons of each combination, each person once in each, for one share of them. */
export const emitSupport = (m: 1 | 2, share: Share): Statement =>
  statement(
    `judge.events.support-${m}`,
    () =>
      `INSERT INTO ${SUPPORT} SELECT personer, count(*) FROM (SELECT count(*) AS personer FROM (${combinations(m, share)}) ` +
      `GROUP BY klasse, foerste, andre) GROUP BY personer`,
  );

/** Fewest persons of a combination, all combinations, and those of fewer than k persons. */
export const emitEventVerdict = (j: JudgedTable): Statement =>
  statement(
    'judge.events.verdict',
    () =>
      `SELECT CAST(coalesce(min(personer), 0) AS DOUBLE) AS k, CAST(coalesce(sum(kombinasjoner), 0) AS DOUBLE) AS combinations, ` +
      `CAST(coalesce(sum(kombinasjoner) FILTER (personer < ${j.k}), 0) AS DOUBLE) AS violating FROM ${SUPPORT}`,
  );

/** Adds the persons of combinations of fewer than k persons to the suppressed, for one share of the combinations. */
export const emitSuppressEvents = (j: JudgedTable, m: 1 | 2, share: Share): Statement =>
  statement(
    `judge.events.suppress-${m}`,
    () =>
      `INSERT INTO undertrykt SELECT DISTINCT ${LOEPENUMMER} FROM (SELECT ${LOEPENUMMER}, ` +
      `count(*) OVER (PARTITION BY klasse, foerste, andre) AS personer FROM (${combinations(m, share)})) AS r ` +
      `WHERE personer < ${j.k} AND NOT EXISTS (FROM undertrykt AS u WHERE u.${LOEPENUMMER} = r.${LOEPENUMMER})`,
  );

/** Frees what counting events took; events of another table are kept until the verdict holds. */
export function emitDropEvents(j: JudgedTable): readonly Statement[] {
  if (j.events === null) return [];
  const here = j.events.elsewhere === null ? EVENT_TABLES : [];
  return ['hendelse_klasser', MEMBERS, SUPPORT, ...here].map(emitDrop);
}
