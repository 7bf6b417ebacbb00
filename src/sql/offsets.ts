import type { PlanReference } from '../artifacts/plan.ts';
import { literal } from './identifier.ts';
import { KEY } from './names.ts';
import { statement, type Statement } from './statement.ts';

/** Name under which the key store keeps the offsets of persons; no series of a decision can have it. */
export const OFFSETS = '*forskyvning';

export type RandomReference = Extract<PlanReference, { type: 'random' }>;

/** Offsets that persons already have in the key store, and persons who need one. */
export const emitKnownOffsets = (): readonly Statement[] => [
  statement(
    'key.offsets.known',
    () =>
      `CREATE TABLE kjent_forskyvning AS SELECT coalesce(i.person, l.identifikator) AS person, min(l.loepenummer) AS dager ` +
      `FROM lager_serier AS l LEFT JOIN identitet AS i ON i.identifikator = l.identifikator ` +
      `WHERE l.serie = ${literal(OFFSETS)} GROUP BY 1`,
  ),
  statement(
    'key.offsets.wanting',
    () =>
      `CREATE TABLE uten_forskyvning AS SELECT person FROM populasjon ANTI JOIN kjent_forskyvning USING (person)`,
  ),
];

export const emitWantedOffsets = (): Statement =>
  statement('key.offsets.wanted', () => `SELECT count(*) AS n FROM uten_forskyvning`);

/** Persons whose stored offset is longer than the decision allows: it was drawn under another decision. */
export const emitLongOffsets = (reference: RandomReference): Statement =>
  statement(
    'key.offsets.long',
    (add) =>
      `SELECT count(*) AS n FROM kjent_forskyvning SEMI JOIN populasjon USING (person) WHERE abs(dager) > ${add(reference.maxDays)}`,
  );

export const emitOffsetTable = (): Statement =>
  statement('key.offsets.table', () => 'CREATE TABLE trukket_forskyvning (dager BIGINT)');

/** Reference dates such that a date moved from them to the anchor is the date plus the person's offset. */
export const offsetReferences = (reference: RandomReference): string =>
  `SELECT person, CAST(DATE ${literal(reference.anchor)} - CAST(dager AS INTEGER) AS DATE) AS referanse FROM (` +
  `SELECT person, dager FROM populasjon JOIN kjent_forskyvning USING (person) UNION ALL ` +
  `SELECT u.person, t.dager FROM uten_forskyvning AS u POSITIONAL JOIN trukket_forskyvning AS t)`;

/** Identifiers of the key whose offset the store does not hold, each with its offset, as rows of the key store. */
export const newOffsets = (reference: RandomReference): string =>
  `SELECT identifikator, CAST(DATE ${literal(reference.anchor)} - referanse AS BIGINT) AS loepenummer, ` +
  `${literal(OFFSETS)} AS serie FROM ${KEY} ANTI JOIN (SELECT identifikator FROM lager_serier ` +
  `WHERE serie = ${literal(OFFSETS)}) USING (identifikator)`;

/** Gives back the memory of what only the reference dates were made from. */
export const emitDropOffsets = (): readonly Statement[] =>
  ['kjent_forskyvning', 'uten_forskyvning', 'trukket_forskyvning'].map((table) =>
    statement(`key.drop.${table}`, () => `DROP TABLE ${table}`),
  );
