import { identifier } from './identifier.ts';
import { combinedName, PRESENCE, type CombinedTable, type JudgedTable } from './judged-table.ts';
import { LOEPENUMMER, STAGES, stage } from './names.ts';
import type { NumberRange } from './stage.ts';
import { statement, type Statement } from './statement.ts';

/** The rows that are judged where quasi-identifiers of several tables are combined: one for each person of any of them. */
const COMBINED = `${STAGES}.kvasi_samlet`;
/** The same with every form of their quasi-identifiers, while the coarsening is chosen. */
export const FORMS = `${STAGES}.kvasi_former`;
/** Quasi-identifiers of the persons of another table. */
const elsewhereTable = (i: number): string => `${STAGES}.kvasi_ellers_${i}`;

/** The relation that classes are counted in. */
export const judgedRows = (j: JudgedTable): string =>
  j.combined.length === 0 ? stage(j.sql.table) : COMBINED;

/**
 * Takes the quasi-identifiers of the staged persons of another table, or of the rows of it that lie in `from`; of the
 * first pass when it is `fresh`.
 */
export function emitQuasiElsewhere(
  { combined }: JudgedTable,
  of: CombinedTable,
  fresh: boolean,
  from: string = stage(of.sql.table),
): Statement {
  const name = elsewhereTable(combined.indexOf(of));
  const into = fresh ? `CREATE OR REPLACE TABLE ${name} AS` : `INSERT INTO ${name}`;
  const columns = of.columns.map(
    (column) => `${identifier(column)} AS ${identifier(combinedName(of.sql, column))}`,
  );
  return statement(
    `judge.combined.${combined.indexOf(of)}`,
    () => `${into} SELECT ${[LOEPENUMMER, ...columns].join(', ')} FROM ${from}`,
  );
}

/**
 * Joins the staged rows of the judged table with those of the others by person, without whom is suppressed. Who has no row
 * in one of them has missing values there, and a mark in `PRESENCE` that tells it from a row with missing values: whoever
 * reads the delivery sees which. Nothing where one table holds all quasi-identifiers. `into` is where the rows are put.
 */
export function emitCombined(
  j: JudgedTable,
  { first, last }: NumberRange,
  into: string = COMBINED,
): readonly Statement[] {
  if (j.combined.length === 0) return [];
  const own = [LOEPENUMMER, ...j.own.map(identifier)].join(', ');
  const left = `NOT EXISTS (FROM undertrykt AS u WHERE u.${LOEPENUMMER} = e.${LOEPENUMMER})`;
  const others = j.combined.map(
    (_, i) =>
      ` FULL JOIN (SELECT *, true AS _rad FROM ${elsewhereTable(i)} AS e ` +
      `WHERE ${LOEPENUMMER} BETWEEN ${first} AND ${last} AND ${left}) AS t${i + 1} USING (${LOEPENUMMER})`,
  );
  const names = [LOEPENUMMER, ...j.own, ...j.combined.flatMap((of) => namesOf(of))].map(identifier);
  const marks = [0, ...j.combined.map((_, i) => i + 1)].map(
    (i) => `CASE WHEN t${i}._rad THEN ${2 ** i} ELSE 0 END`,
  );
  return [
    statement(
      'judge.combined.rows',
      () =>
        `CREATE OR REPLACE TABLE ${into} AS SELECT ${names.join(', ')}, CAST(${marks.join(' + ')} AS UINTEGER) AS ${PRESENCE} ` +
        `FROM (SELECT ${own}, true AS _rad FROM ${stage(j.sql.table)}) AS t0${others.join('')}`,
    ),
  ];
}

const namesOf = ({ sql, columns }: CombinedTable): readonly string[] =>
  columns.map((column) => combinedName(sql, column));

/** Persons of the joined rows who have none in the judged table. */
export const emitCombinedOthers = (): Statement =>
  statement(
    'judge.combined.others',
    () =>
      `SELECT CAST(count(DISTINCT ${LOEPENUMMER}) AS DOUBLE) AS n FROM ${COMBINED} WHERE ${PRESENCE} % 2 = 0`,
  );

/** Frees the joined rows. */
export const emitDropCombined = (j: JudgedTable): readonly Statement[] =>
  j.combined.length === 0
    ? []
    : [statement('judge.drop.kvasi_samlet', () => `DROP TABLE IF EXISTS ${COMBINED}`)];

/** Frees what was taken of other tables. */
export const emitDropQuasiElsewhere = (j: JudgedTable): readonly Statement[] =>
  j.combined.map((_, i) =>
    statement(`judge.drop.kvasi_ellers_${i}`, () => `DROP TABLE IF EXISTS ${elsewhereTable(i)}`),
  );
