import type { Plan } from '../artifacts/plan.ts';
import { identifierCheck } from './dialect.ts';
import { identifier } from './identifier.ts';
import { candidates, KEY } from './names.ts';
import { listCandidacies } from './population.ts';
import { numberType } from './stage.ts';
import { statement, type Statement } from './statement.ts';

/** The stored koblingsnøkkel as a table; empty when the case has none. */
export function emitStored(view: string | null): Statement {
  const rows =
    view === null
      ? `SELECT '' AS identifikator, CAST(0 AS BIGINT) AS loepenummer WHERE false`
      : `SELECT identifikator, loepenummer FROM ${identifier(view)}`;
  return statement('key.stored', () => `CREATE TABLE lager AS ${rows}`);
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

export const emitWantedCount = (): Statement =>
  statement('key.wanted', () => `SELECT count(*) AS n FROM uten`);

/** Identifiers of the key that the store does not hold. */
export const emitNewCount = (): Statement =>
  statement('key.new', () => `SELECT count(*) AS n FROM ${KEY} ANTI JOIN lager USING (identifikator)`);

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
        `CREATE TABLE ${KEY} AS SELECT id.identifikator, CAST(n.loepenummer AS ${numberType(plan)}) AS loepenummer, r.referanse FROM nummerert AS n ` +
        `JOIN referanse AS r USING (person) JOIN (SELECT identifikator, person FROM identitet SEMI JOIN populasjon USING (person) ` +
        `UNION SELECT person, person FROM (${identifierCheck('SELECT person FROM populasjon', 'person')}) WHERE gyldig) AS id USING (person)`,
    ),
  ];
}

function referenceDates(plan: Plan, index: number): string {
  if (plan.reference?.type !== 'index')
    return `SELECT person, ${plan.reference === null ? 'CAST(NULL AS DATE)' : `DATE '${plan.reference.date}'`} AS referanse FROM populasjon`;
  const pick = plan.reference.pick === 'foerste' ? 'min' : 'max';
  return (
    `SELECT coalesce(i.person, c.identifikator) AS person, ${pick}(c.dato) AS referanse FROM ${candidates(index)} AS c ` +
    `LEFT JOIN identitet AS i ON i.identifikator = c.identifikator GROUP BY 1 HAVING ${pick}(c.dato) IS NOT NULL`
  );
}

/** Persons of the population without an index date. */
export const emitMissingReference = (): Statement =>
  statement(
    'key.reference-missing',
    () => `SELECT count(*) AS persons FROM populasjon ANTI JOIN referanse USING (person)`,
  );

/** Numbers that two persons share: the list of identities has parted persons who were one when numbers were drawn. */
export const emitSharedNumbers = (): Statement =>
  statement('key.shared', () => `SELECT count(*) - count(DISTINCT loepenummer) AS shared FROM nummerert`);

/** What the key store will hold from now on: everything it held, and the identifiers of this population. */
export const emitKeyStore = (): Statement =>
  statement(
    'key.store',
    () =>
      `SELECT identifikator, loepenummer FROM lager UNION ALL SELECT identifikator, CAST(loepenummer AS BIGINT) FROM ${KEY} ANTI JOIN lager USING (identifikator)`,
  );

/** Gives back the memory of what only the key was made from. */
export const emitDropKeyWork = (): readonly Statement[] =>
  ['kjent', 'uten', 'trukket', 'nummerert', 'referanse'].map((table) =>
    statement(`key.drop.${table}`, () => `DROP TABLE ${table}`),
  );
