import { birthOfIdentifier, identifierCheck } from './dialect.ts';
import { identifier } from './identifier.ts';
import { KEY } from './names.ts';
import { statement, type Statement } from './statement.ts';

/** View over the numbers that another party has assigned. */
export const KEY_FILE_VIEW = 'noekkelfil';

/**
 * The numbers that another party has assigned, by identifier, with the person whom each identifier is of. What is no
 * identifier has `gyldig` false, and what is no number of the width has none. A row that stands twice is one.
 */
export function emitHandedOver(view: string, width: number): Statement {
  const number = `CASE WHEN regexp_full_match(nummer, '[1-9][0-9]{${width - 1}}') THEN CAST(nummer AS BIGINT) END`;
  const rows = `SELECT DISTINCT CAST(identifikator AS VARCHAR) AS identifikator, CAST(loepenummer AS VARCHAR) AS nummer FROM ${identifier(view)}`;
  return statement(
    'key-file.table',
    () =>
      `CREATE TABLE utdelt AS SELECT f.identifikator, coalesce(i.person, f.identifikator) AS person, ` +
      `${number} AS loepenummer, f.gyldig FROM (${identifierCheck(rows, 'identifikator')}) AS f ` +
      `LEFT JOIN identitet AS i ON i.identifikator = f.identifikator`,
  );
}

/** What is wrong with the file, as counts: rows, and persons and numbers that are not told apart by it. */
export const emitKeyFileFaults = (): Statement =>
  statement(
    'key-file.faults',
    () =>
      `SELECT count(*) AS rows, count(*) FILTER (NOT gyldig) AS identifiers, count(*) FILTER (loepenummer IS NULL) AS numbers, ` +
      `(SELECT count(*) FROM (SELECT person FROM utdelt WHERE gyldig GROUP BY person HAVING count(DISTINCT loepenummer) > 1)) AS twice, ` +
      `(SELECT count(*) FROM (SELECT loepenummer FROM utdelt WHERE loepenummer IS NOT NULL GROUP BY loepenummer HAVING count(DISTINCT person) > 1)) AS shared ` +
      `FROM utdelt`,
  );

/**
 * How far the numbers follow the identifiers and the dates of birth, as rank correlations (Spearman), in so many persons;
 * and whether they follow one of them without exception.
 */
export function emitKeyFileOrder(): Statement {
  const ranked =
    `SELECT rank() OVER (ORDER BY loepenummer) AS a, rank() OVER (ORDER BY identifikator) AS b, ` +
    `rank() OVER (ORDER BY ${birthOfIdentifier('identifikator')} NULLS FIRST) AS c ` +
    `FROM (SELECT min(identifikator) AS identifikator, loepenummer FROM utdelt GROUP BY loepenummer)`;
  return statement(
    'key-file.order',
    () =>
      `SELECT count(*) AS persons, greatest(${follows('b')}, ${follows('c')}) AS follows FROM (${ranked})`,
  );
}

/** Without a value where all ranks are equal. */
const follows = (rank: string): string => `coalesce(abs(nullif(corr(a, ${rank}), 'nan'::DOUBLE)), 0)`;

/** Persons whose number is not the one that an earlier delivery gave them, or was given to another person. */
export function emitKeyFileChanged(): Statement {
  const stored =
    `SELECT DISTINCT coalesce(i.person, l.identifikator) AS person, l.loepenummer FROM lager AS l ` +
    `LEFT JOIN identitet AS i ON i.identifikator = l.identifikator`;
  return statement(
    'key-file.changed',
    () =>
      `WITH foer AS (${stored}) SELECT count(*) AS n FROM (` +
      `SELECT u.person FROM utdelt AS u SEMI JOIN foer AS f ON f.person = u.person ` +
      `ANTI JOIN foer AS g ON g.person = u.person AND g.loepenummer = u.loepenummer UNION ` +
      `SELECT u.person FROM utdelt AS u JOIN foer AS f ON f.loepenummer = u.loepenummer AND f.person <> u.person)`,
  );
}

/** Persons of the population who have no number in the file. */
export const emitWithoutHandedOver = (): Statement =>
  statement('key-file.without', () => `SELECT count(*) AS n FROM populasjon ANTI JOIN utdelt USING (person)`);

export const emitLeaveOutWithoutNumber = (): Statement =>
  statement(
    'key-file.leave-out',
    () => `DELETE FROM populasjon WHERE person NOT IN (SELECT person FROM utdelt)`,
  );

/** The number of each person, where another party has assigned it. */
export const emitHandedOverNumbers = (): Statement =>
  statement('key.known', () => `CREATE TABLE kjent AS SELECT DISTINCT person, loepenummer FROM utdelt`);

export const emitDropKeyFile = (): Statement => statement('key-file.drop', () => `DROP TABLE utdelt`);

/**
 * What another party of the linkage needs to deliver under the same numbers, and no more: every identifier of every person
 * of the utvalg and her number, in the order of the numbers, which were drawn at random.
 */
export const emitKeyFileRows = (): Statement =>
  statement(
    'key-file.rows',
    () =>
      `SELECT identifikator, CAST(loepenummer AS BIGINT) AS loepenummer FROM ${KEY} ORDER BY loepenummer, identifikator`,
  );

export const emitKeyPersonCount = (): Statement =>
  statement('key-file.persons', () => `SELECT count(DISTINCT loepenummer) AS n FROM ${KEY}`);
