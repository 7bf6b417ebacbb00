import { join } from 'node:path';
import { ATC_CHARACTERS, BANDS, ROUND_TO, TOP_DAYS, type Scope } from './decision.ts';
import { copy, quoted, type SqlStep } from './sql-step.ts';

/** b1 sorts each part straight from the extract; b2 puts compact rows ready first and sorts each part from them. */
export type HandwrittenVariant = 'b1' | 'b2';

export interface HandwrittenJob {
  readonly variant: HandwrittenVariant;
  readonly scope: Scope;
  readonly uttrekk: string;
  readonly lister: string;
  readonly ut: string;
  /** Rows of each extract by `register.tabell`. */
  readonly rows: Readonly<Record<string, number>>;
  /** Memory of DuckDB. */
  readonly memoryBytes: number;
}

/**
 * (b) The delivery as a good hand would write it in DuckDB alone: random numbers, index dates, codes as ENUM so that rows
 * sort as small integers and the writer has its dictionary ready, a total order, as few parts as the memory allows. No
 * checks, no counting of persons, no encryption, no record.
 */
export function handwrittenSteps(job: HandwrittenJob): readonly SqlStep[] {
  return [...keySteps(job), ...typeSteps(job), ...tablesOf(job).flatMap((table) => tableSteps(job, table))];
}

const extractOf = (job: HandwrittenJob, name: string): string => quoted(join(job.uttrekk, `${name}.parquet`));
const listOf = (job: HandwrittenJob, name: string): string => quoted(join(job.lister, `${name}.parquet`));

function keySteps(job: HandwrittenJob): SqlStep[] {
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

function typeSteps(job: HandwrittenJob): SqlStep[] {
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

interface HandwrittenTable {
  readonly extract: string;
  readonly stem: string;
  /** Name, how it is held ready, and the type it is delivered in where that is another. */
  readonly columns: readonly (readonly [name: string, value: string, delivered: string | null])[];
  readonly join: string;
  readonly where: string | null;
  /** Bytes of one row held ready. */
  readonly width: number;
}

const ymd = (date: string): string => `(year(${date}) * 10000 + month(${date}) * 100 + day(${date}))`;
const YEARS = `((${ymd('e.inndato')} - ${ymd('e.foedselsdato')}) // 10000)`;
const daysSince = (date: string): string => `CAST(e.${date} - k.referanse AS SMALLINT)`;

const BAND_LABELS = `CAST([${BANDS.map((band) => quoted(band.label)).join(', ')}] AS aldersgruppe[])`;
const BAND_NUMBER = BANDS.slice(1)
  .map((band) => `CAST(${YEARS} >= ${band.from} AS UTINYINT)`)
  .join(' + ');

function tablesOf(job: HandwrittenJob): HandwrittenTable[] {
  const { episodes } = job.scope;
  return [
    {
      extract: 'npr.episode',
      stem: 'npr_episode',
      columns: [
        ['inndag', daysSince('inndato'), 'INTEGER'],
        ['utdag', daysSince('utdato'), 'INTEGER'],
        ['hoveddiagnose', 'CAST(left(e.hoveddiagnose, 3) AS diagnose)', null],
        ['aldersgruppe', `${BAND_LABELS}[${BAND_NUMBER} + 1]`, null],
        ['kjoenn', 'CAST(e.kjoenn AS kjoenn)', null],
        ['fylke', 'f.fylke', null],
        [
          'liggetid',
          `CAST(CASE WHEN e.liggetid > ${TOP_DAYS} THEN ${TOP_DAYS} ELSE e.liggetid END AS SMALLINT)`,
          'INTEGER',
        ],
      ],
      join: 'LEFT JOIN fylker AS f ON f.kode = e.kommunenummer AND e.inndato >= f.fra AND e.inndato < f.til',
      where:
        episodes === null ? null : `e.inndato BETWEEN ${quoted(episodes.from)} AND ${quoted(episodes.to)}`,
      width: 15,
    },
    {
      extract: 'dar.doedsfall',
      stem: 'dar_doedsfall',
      columns: [
        ['doedsdag', daysSince('doedsdato'), 'INTEGER'],
        ['underliggende_aarsak', 'b.blokk', null],
      ],
      join: 'LEFT JOIN blokker AS b ON b.kategori = left(e.underliggende_aarsak, 3)',
      where: null,
      width: 8,
    },
    {
      extract: 'lmr.utlevering',
      stem: 'lmr_utlevering',
      columns: [
        ['utleveringsdag', daysSince('utleveringsdato'), 'INTEGER'],
        ['atckode', `CAST(left(e.atckode, ${ATC_CHARACTERS}) AS atc)`, null],
        ['antall_ddd', `round(CAST(e.antall_ddd AS DOUBLE) / ${ROUND_TO}) * ${ROUND_TO}`, null],
      ],
      join: '',
      where: null,
      width: 16,
    },
  ];
}

/** Bytes that a row takes while it is sorted: itself, its key and pointers, and with b1 what the join holds. */
const SORT_OVERHEAD = 56;
const SORT_SHARE = 0.4;
const STAGE_SHARE = 0.5;
/** More of the rows than those of the persons with one diagnosis. */
const ONE_DIAGNOSIS = 0.05;

function tableSteps(job: HandwrittenJob, table: HandwrittenTable): SqlStep[] {
  const rows = (job.rows[table.extract] ?? 0) * (job.scope.population === null ? 1 : ONE_DIAGNOSIS);
  const parts = Math.max(
    1,
    Math.ceil((rows * (table.width + SORT_OVERHEAD)) / (job.memoryBytes * SORT_SHARE)),
  );
  if (job.variant === 'b1')
    return ranges(parts).map((range, i) => writePart(job, table, rowsOf(job, table, range), '', i));
  const passes = Math.max(1, Math.ceil((rows * table.width) / (job.memoryBytes * STAGE_SHARE)));
  const partsEach = Math.ceil(parts / passes);
  const all = ranges(passes * partsEach);
  return ranges(passes).flatMap((pass, p) => [
    { id: `${table.extract}: stage`, sql: `CREATE OR REPLACE TABLE klar AS ${rowsOf(job, table, pass)}` },
    ...all
      .slice(p * partsEach, (p + 1) * partsEach)
      .map((range, i) => writePart(job, table, 'klar', ` WHERE ${within(range)}`, p * partsEach + i)),
  ]);
}

type Range = readonly [first: number, beyond: number];

/** The eight-digit numbers in ranges of equal length. */
const ranges = (count: number): readonly Range[] =>
  Array.from({ length: count }, (_, i) => {
    const bound = (n: number): number => 10_000_000 + Math.floor((90_000_000 * n) / count);
    return [bound(i), bound(i + 1)];
  });

const within = ([first, beyond]: Range): string => `loepenummer >= ${first} AND loepenummer < ${beyond}`;

function rowsOf(job: HandwrittenJob, table: HandwrittenTable, range: Range): string {
  const values = table.columns.map(([name, value]) => `${value} AS ${name}`);
  return (
    `SELECT k.loepenummer, ${values.join(', ')} FROM ${extractOf(job, table.extract)} AS e ` +
    `JOIN (SELECT * FROM noekkel WHERE ${within(range)}) AS k ON k.id = e.foedselsnummer ${table.join}` +
    (table.where === null ? '' : ` WHERE ${table.where}`)
  );
}

function writePart(
  job: HandwrittenJob,
  table: HandwrittenTable,
  from: string,
  where: string,
  nr: number,
): SqlStep {
  const delivered = table.columns.map(([name, , type]) =>
    type === null ? name : `CAST(${name} AS ${type}) AS ${name}`,
  );
  const rows = from === 'klar' ? `SELECT * FROM klar${where}` : from;
  return {
    id: `${table.extract}: write`,
    sql: copy(
      `SELECT loepenummer, ${delivered.join(', ')} FROM (${rows} ORDER BY ALL)`,
      join(job.ut, `${table.stem}_${String(nr).padStart(4, '0')}.parquet`),
    ),
  };
}
