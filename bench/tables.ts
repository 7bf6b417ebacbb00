/** A delivered table: its columns in order, with what reads the same whoever wrote them. */
export interface BenchTable {
  /** Name of the extract, without its ending. */
  readonly extract: string;
  /** What its files are called in a delivery, before the number of the part. */
  readonly stem: string;
  /** Columns of the extract that the delivery is made from, the identifier first. */
  readonly sources: readonly string[];
  readonly numbers: readonly string[];
  readonly texts: readonly string[];
}

export const TABLES: readonly BenchTable[] = [
  {
    extract: 'npr.episode',
    stem: 'npr_episode',
    sources: [
      'foedselsnummer',
      'inndato',
      'utdato',
      'hoveddiagnose',
      'foedselsdato',
      'kjoenn',
      'kommunenummer',
      'liggetid',
    ],
    numbers: ['inndag', 'utdag', 'liggetid'],
    texts: ['hoveddiagnose', 'aldersgruppe', 'kjoenn', 'fylke'],
  },
  {
    extract: 'dar.doedsfall',
    stem: 'dar_doedsfall',
    sources: ['foedselsnummer', 'doedsdato', 'underliggende_aarsak'],
    numbers: ['doedsdag'],
    texts: ['underliggende_aarsak'],
  },
  {
    extract: 'lmr.utlevering',
    stem: 'lmr_utlevering',
    sources: ['foedselsnummer', 'utleveringsdato', 'atckode', 'antall_ddd'],
    numbers: ['utleveringsdag', 'antall_ddd'],
    texts: ['atckode'],
  },
];
