import type { Plan } from '../artifacts/plan.ts';
import { controlReferences, newControls } from './controls.ts';
import { identifierCheck } from './dialect.ts';
import { identifier, literal } from './identifier.ts';
import { KEY, persons } from './names.ts';
import { newOffsets, offsetReferences, OFFSETS } from './offsets.ts';
import { listCandidacies } from './population.ts';
import { numberType } from './stage.ts';
import { statement, type Statement } from './statement.ts';

const NONE = `SELECT '' AS identifikator, CAST(0 AS BIGINT) AS loepenummer, '' AS serie WHERE false`;

/**
 * The stored koblingsnøkkel as tables, empty when the case has none: numbers of persons, what is kept under the name of a
 * series, and what a run adds to that. A store without series may lack the column.
 */
export function emitStored(view: string | null): readonly Statement[] {
  const rows = view === null ? NONE : `${NONE} UNION ALL BY NAME SELECT * FROM ${identifier(view)}`;
  return [
    statement(
      'key.stored',
      () => `CREATE TABLE lager AS SELECT identifikator, loepenummer FROM (${rows}) WHERE serie IS NULL`,
    ),
    statement(
      'key.stored.series',
      () => `CREATE TABLE lager_serier AS SELECT * FROM (${rows}) WHERE serie IS NOT NULL`,
    ),
    statement('key.stored.new', () => `CREATE TABLE nye_serier AS ${NONE}`),
  ];
}

/** Numbers a person already has in the key store, and how many persons need one. */
export const emitKnownNumbers = (): Statement =>
  statement(
    'key.known',
    () =>
      `CREATE TABLE kjent AS SELECT coalesce(i.person, l.identifikator) AS person, min(l.loepenummer) AS loepenummer ` +
      `FROM lager AS l LEFT JOIN identitet AS i ON i.identifikator = l.identifikator GROUP BY 1`,
  );

export const emitPersonsWithoutNumber = (): Statement =>
  statement(
    'key.wanting',
    () => `CREATE TABLE uten AS SELECT person FROM populasjon ANTI JOIN kjent USING (person)`,
  );

/** Empty table for the numbers that are drawn. */
export const emitDrawnTable = (): Statement =>
  statement('key.drawn.table', () => 'CREATE TABLE trukket (loepenummer BIGINT)');

export const emitWantedCount = (): Statement =>
  statement('key.wanted', () => `SELECT count(*) AS n FROM uten`);

/** Numbers in use, none of which a person is given anew. */
export const emitUsed = (): Statement =>
  statement(
    'key.used',
    () =>
      `SELECT loepenummer FROM lager UNION SELECT loepenummer FROM lager_serier WHERE serie <> ${literal(OFFSETS)}`,
  );

/**
 * Identifiers of the key that the store does not hold, or not with an offset where the decision moves dates by one, or not
 * with the person whom a control was drawn for.
 */
export function emitNewCount(plan: Plan): Statement {
  const parts = [
    `SELECT identifikator FROM ${KEY} ANTI JOIN lager USING (identifikator)`,
    ...(plan.reference?.type === 'random'
      ? [`SELECT identifikator FROM (${newOffsets(plan.reference)})`]
      : []),
    ...(plan.population.controls === undefined ? [] : [`SELECT identifikator FROM (${newControls()})`]),
  ];
  return statement('key.new', () => `SELECT count(*) AS n FROM (${parts.join(' UNION ')})`);
}

/** The key: one row per identifier of every person, with her number and reference date. */
export function emitKey(plan: Plan): readonly Statement[] {
  const index = listCandidacies(plan).findIndex((c) => c.roles.includes('index'));
  return [
    statement(
      'key.numbers',
      () =>
        `CREATE TABLE nummerert AS SELECT person, loepenummer FROM populasjon JOIN kjent USING (person) ` +
        `UNION ALL SELECT u.person, t.loepenummer FROM uten AS u POSITIONAL JOIN trukket AS t`,
    ),
    statement('key.reference', () => `CREATE TABLE referanse AS ${referenceDates(plan, index)}`),
    statement(
      'key.table',
      () =>
        `CREATE TABLE ${KEY} AS WITH n AS (SELECT person, CAST(loepenummer AS ${numberType(plan)}) AS loepenummer, referanse ` +
        `FROM nummerert LEFT JOIN referanse USING (person)) ` +
        `SELECT identifikator, loepenummer, referanse FROM n JOIN (${NAMED_IDENTIFIERS}) AS id USING (person) ` +
        `UNION ALL SELECT person, loepenummer, referanse FROM n ANTI JOIN identitet USING (person)`,
    ),
  ];
}

/**
 * Every identifier of the persons whom the list of identities names; a name may be an identifier itself, or any other
 * text. A person whom it does not name is a candidate's own identifier, which has been found valid.
 */
const NAMED_IDENTIFIERS =
  `SELECT identifikator, person FROM identitet SEMI JOIN populasjon USING (person) ` +
  `UNION SELECT person, person FROM (${identifierCheck('SELECT person FROM populasjon SEMI JOIN identitet USING (person)', 'person')}) WHERE gyldig`;

const referenceDates = (plan: Plan, index: number): string =>
  plan.reference?.type === 'index' && plan.population.controls !== undefined
    ? controlReferences(ownReferences(plan, index))
    : ownReferences(plan, index);

function ownReferences(plan: Plan, index: number): string {
  if (plan.reference?.type === 'random') return offsetReferences(plan.reference);
  if (plan.reference?.type !== 'index')
    return `SELECT person, ${plan.reference === null ? 'CAST(NULL AS DATE)' : `DATE '${plan.reference.date}'`} AS referanse FROM populasjon`;
  return `SELECT person, dato AS referanse FROM ${persons(index)} WHERE dato IS NOT NULL`;
}

/** Persons of the key without the date that theirs are counted from; null where none are. */
export const emitMissingReference = (plan: Plan): Statement | null =>
  plan.reference === null
    ? null
    : statement(
        'key.reference-missing',
        () => `SELECT count(DISTINCT loepenummer) AS persons FROM ${KEY} WHERE referanse IS NULL`,
      );

/** Numbers that two persons share: the list of identities has parted persons who were one when numbers were drawn. */
export const emitSharedNumbers = (): Statement =>
  statement('key.shared', () => `SELECT count(*) - count(DISTINCT loepenummer) AS shared FROM nummerert`);

/** What the key store will hold from now on: everything it held, and what this run adds. */
export function emitKeyStore(plan: Plan): Statement {
  const parts = [
    'SELECT identifikator, loepenummer, CAST(NULL AS VARCHAR) AS serie FROM lager',
    `SELECT identifikator, CAST(loepenummer AS BIGINT), NULL FROM ${KEY} ANTI JOIN lager USING (identifikator)`,
    'SELECT * FROM lager_serier',
    'SELECT * FROM nye_serier',
    ...(plan.reference?.type === 'random' ? [newOffsets(plan.reference)] : []),
    ...(plan.population.controls === undefined ? [] : [newControls()]),
  ];
  return statement('key.store', () => parts.join(' UNION ALL '));
}

/** Gives back the memory of what only the key was made from. */
export const emitDropKeyWork = (): readonly Statement[] =>
  ['kjent', 'uten', 'trukket', 'nummerert', 'referanse'].map((table) =>
    statement(`key.drop.${table}`, () => `DROP TABLE ${table}`),
  );
