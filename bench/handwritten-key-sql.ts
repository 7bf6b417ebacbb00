import { join } from 'node:path';
import { ATC_CHARACTERS, BANDS } from './decision.ts';
import type { HandwrittenJob } from './handwritten-job.ts';
import { quoted, type SqlStep } from './sql-step.ts';

/** An extract as SQL names it. */
export const extractOf = (job: HandwrittenJob, name: string): string =>
  quoted(join(job.uttrekk, `${name}.parquet`));
const listOf = (job: HandwrittenJob, name: string): string => quoted(join(job.lister, `${name}.parquet`));

/** Persons with a random number of eight digits and the date of their first event, by each of their identifiers. */
export function keySteps(job: HandwrittenJob): SqlStep[] {
  const { population } = job.scope;
  const where =
    population === null
      ? ''
      : `WHERE starts_with(hoveddiagnose, ${quoted(population.prefix)}) AND ` +
        `inndato BETWEEN ${quoted(population.from)} AND ${quoted(population.to)}`;
  const identities = extractOf(job, 'identiteter');
  return [
    {
      id: 'key',
      sql:
        `CREATE TABLE person AS SELECT coalesce(i.person, k.id) AS person, min(k.dato) AS referanse FROM ` +
        `(SELECT foedselsnummer AS id, min(inndato) AS dato FROM ${extractOf(job, 'npr.episode')} ${where} GROUP BY 1) AS k ` +
        `LEFT JOIN ${identities} AS i ON i.identifikator = k.id GROUP BY 1`,
    },
    {
      id: 'key',
      sql:
        `CREATE TABLE nummerert AS SELECT person, referanse, CAST(10000000 + floor(random() * steg) + ` +
        `steg * (row_number() OVER (ORDER BY random()) - 1) AS INTEGER) AS loepenummer ` +
        `FROM person, (SELECT 90000000 // count(*) AS steg FROM person)`,
    },
    {
      id: 'key',
      sql:
        `CREATE TABLE noekkel AS SELECT i.identifikator AS id, loepenummer, referanse FROM nummerert JOIN ${identities} AS i USING (person) ` +
        `UNION ALL SELECT person, loepenummer, referanse FROM nummerert ANTI JOIN ${identities} AS i ON i.identifikator = nummerert.person`,
    },
    { id: 'key', sql: 'DROP TABLE person' },
    { id: 'key', sql: 'DROP TABLE nummerert' },
  ];
}

/** Codes and groups as ENUM in the order of their texts: they sort as small integers, and the writer has its dictionary ready. */
export function typeSteps(job: HandwrittenJob): SqlStep[] {
  const type = (name: string, values: string): SqlStep => ({
    id: 'codes',
    sql: `CREATE TYPE ${name} AS ENUM (${values})`,
  });
  const distinct = (value: string, from: string): string =>
    `SELECT DISTINCT ${value} AS v FROM ${from} ORDER BY v`;
  return [
    type(
      'diagnose',
      distinct('left(hoveddiagnose, 3)', `${extractOf(job, 'npr.episode')} WHERE hoveddiagnose IS NOT NULL`),
    ),
    type(
      'atc',
      distinct(
        `left(atckode, ${ATC_CHARACTERS})`,
        `${extractOf(job, 'lmr.utlevering')} WHERE atckode IS NOT NULL`,
      ),
    ),
    type('blokk', distinct('blokk', listOf(job, 'blokk'))),
    type('fylke', distinct('fylke', listOf(job, 'fylke'))),
    type('aldersgruppe', BANDS.map((band) => quoted(band.label)).join(', ')),
    type('kjoenn', `'1', '2', '9'`),
    {
      id: 'codes',
      sql: `CREATE TABLE fylker AS SELECT kode, fra, til, CAST(fylke AS fylke) AS fylke FROM ${listOf(job, 'fylke')}`,
    },
    {
      id: 'codes',
      sql: `CREATE TABLE blokker AS SELECT kategori, CAST(blokk AS blokk) AS blokk FROM ${listOf(job, 'blokk')}`,
    },
  ];
}
