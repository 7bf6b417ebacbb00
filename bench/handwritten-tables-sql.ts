import { ATC_CHARACTERS, BANDS, ROUND_TO, TOP_DAYS } from './decision.ts';
import type { HandwrittenJob } from './handwritten-job.ts';
import { quoted } from './sql-step.ts';

/** How one table is delivered. */
export interface HandwrittenTable {
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

/** The delivered tables of a job. */
export function tablesOf(job: HandwrittenJob): HandwrittenTable[] {
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
