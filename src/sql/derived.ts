import { DERIVED } from './derived-columns.ts';
import { literal } from './identifier.ts';
import { LOEPENUMMER } from './names.ts';
import { numbersOfSeries, type Series } from './series.ts';
import { statement, type Statement } from './statement.ts';

/** Name under which the key store keeps which secret a case was delivered under; no series of a decision can have it. */
const FINGERPRINT = '*hemmelighet';

export const emitDerivedTable = (): Statement =>
  statement('derived.table', () => `CREATE TABLE ${DERIVED} (${LOEPENUMMER} BIGINT, kode UUID)`);

/** Of each person with a number her identifier, and of those who object by now and had a number before. */
export function emitToDerive(isReserved: boolean): Statement {
  const objected =
    ` UNION SELECT l.loepenummer, coalesce(i.person, l.identifikator) FROM lager AS l ` +
    `LEFT JOIN identitet AS i ON i.identifikator = l.identifikator ` +
    `SEMI JOIN reservert AS r ON r.person = coalesce(i.person, l.identifikator)`;
  return statement(
    'derived.persons',
    () =>
      `CREATE OR REPLACE TABLE uavledet AS SELECT loepenummer, person AS verdi FROM nummerert${isReserved ? objected : ''}`,
  );
}

/** Of each number of a series the value that bears it, a person by her identifier, where no code is there yet. */
export const emitSeriesToDerive = (s: Series): Statement =>
  statement(
    `derived.${s.name}`,
    () =>
      `CREATE OR REPLACE TABLE uavledet AS SELECT DISTINCT n.nummer AS loepenummer, coalesce(i.person, n.kilde) AS verdi ` +
      `FROM ${numbersOfSeries(s.name)} AS n LEFT JOIN identitet AS i ON i.identifikator = n.kilde ` +
      `WHERE n.nummer IS NOT NULL AND n.nummer NOT IN (SELECT loepenummer FROM ${DERIVED})`,
  );

/** So many of them, from a row on. */
export const emitDeriveSlice = (first: bigint, rows: bigint): Statement =>
  statement(
    'derived.slice',
    (add) =>
      `SELECT loepenummer, verdi FROM uavledet WHERE rowid >= ${add(first)} AND rowid < ${add(first + rows)}`,
  );

export const emitDropToDerive = (): Statement => statement('derived.drop', () => 'DROP TABLE uavledet');

/** Better identifiers of one person come first: fødselsnummer, D-nummer, FH-nummer, by the first digit. */
const rankOf = (text: string): string =>
  `CASE WHEN ${text} < '4' THEN 1 WHEN ${text} < '8' THEN 2 ELSE 3 END`;

/**
 * Persons of the list of identities whose own identifier another party could not know for the same: no identifier, or
 * another kind of it than the best that the person has.
 */
export const emitDerivedFaults = (): Statement =>
  statement(
    'derived.faults',
    () =>
      `SELECT count(*) AS n FROM (SELECT person FROM identitet GROUP BY person ` +
      `HAVING NOT is_identifier(person) OR ${rankOf('person')} > min(${rankOf('identifikator')}))`,
  );

/** Whether the case has numbers, and which secret they were derived under, where they were. */
export const emitStoredFingerprint = (): Statement =>
  statement(
    'derived.fingerprint',
    () =>
      `SELECT (SELECT count(*) FROM lager) AS stored, ` +
      `(SELECT CAST(min(loepenummer) AS VARCHAR) FROM lager_serier WHERE serie = ${literal(FINGERPRINT)}) AS fingerprint`,
  );

export const emitKeepFingerprint = (fingerprint: bigint): Statement =>
  statement(
    'derived.fingerprint.keep',
    (add) => `INSERT INTO nye_serier VALUES ('', ${add(fingerprint)}, ${literal(FINGERPRINT)})`,
  );
