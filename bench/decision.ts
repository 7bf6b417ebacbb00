import { ageBands } from '../src/plan/age-bands.ts';
import type { DecisionName } from './settings.ts';

/** Rows that a decision speaks of: one diagnosis in a period, or all. Dates are ISO, both inside. */
export interface Scope {
  readonly population: { readonly prefix: string; readonly from: string; readonly to: string } | null;
  readonly episodes: { readonly from: string; readonly to: string } | null;
}

export const SCOPES: Readonly<Record<DecisionName, Scope>> = {
  broad: { population: null, episodes: null },
  narrow: {
    population: { prefix: 'C50', from: '2015-01-01', to: '2022-12-31' },
    episodes: { from: '2015-01-01', to: '2024-12-31' },
  },
};

/** The fylker that kommuner are delivered as. */
export const DIVISION = '2024-01-01';
const BAND = { bredde: 10, topp: 80 };
export const BANDS = ageBands(BAND);
export const TOP_DAYS = 30;
export const ROUND_TO = 10;
export const ATC_CHARACTERS = 5;

export interface DecisionRequest {
  readonly name: DecisionName;
  /** Judge sex alone: for so few persons that finer classes would all be small. */
  readonly coarse: boolean;
  /** age public key of the recipient. */
  readonly recipient: string;
}

/** A decision of the contract, valid for long; both have the same variables and minimisations. */
export function decisionOf(request: DecisionRequest): unknown {
  const { population, episodes } = SCOPES[request.name];
  return {
    ...CASE,
    utvalg: {
      kilde: { register: 'npr', tabell: 'episode' },
      ...(population === null
        ? {}
        : {
            hvor: [
              { variabel: 'hoveddiagnose', starterMed: [population.prefix] },
              { variabel: 'inndato', fra: population.from, til: population.to },
            ],
          }),
    },
    registre: [
      {
        ...table('npr', 'episode', 'Forløp'),
        hvor: episodes === null ? [] : [{ variabel: 'inndato', fra: episodes.from, til: episodes.to }],
        variabler: EPISODE,
      },
      { ...table('dar', 'doedsfall', 'Utfall'), variabler: DEATH },
      { ...table('lmr', 'utlevering', 'Legemiddelbruk'), variabler: DISPENSING },
    ],
    anonymitet: demand(request.coarse),
    utlevering: {
      form: 'individdata',
      kanal: 'analyserom',
      analyserom: 'TSD',
      format: 'parquet',
      kryptering: 'age',
      mottakere: [request.recipient],
      slettes: '2039-12-31',
    },
  };
}

const CASE = {
  versjon: 1,
  saksnummer: '26/20001',
  prosjekt: {
    id: 'maaling',
    tittel: 'Måling av ytelse på syntetiske data',
    formaal: 'forskning',
    helseforskning: true,
    sluttdato: '2039-12-31',
  },
  vedtak: {
    myndighet: 'Helsedataservice',
    hjemmel: 'ordinaer',
    status: 'gjeldende',
    dato: '2024-01-15',
    gyldigFra: '2024-01-15',
    gyldigTil: '2039-12-31',
    soeknadMottatt: '2023-10-01',
    soeknadKomplett: '2023-11-03',
    dataminimeringVed: 'myndighet',
    vilkaar: ['Datasettet skal slettes ved prosjektslutt.'],
  },
  rettsgrunnlag: {
    artikkel6: ['e'],
    artikkel9: ['j'],
    supplerende: ['personopplysningsloven § 8', 'helseregisterloven § 19 b'],
    rek: { referanse: 'REK 000001', dato: '2023-09-01' },
    dispensasjoner: [],
  },
  databruker: {
    virksomhet: 'Demonstrasjonsuniversitetet',
    type: 'offentlig',
    land: 'NO',
    prosjektleder: 'Prosjektleder maaling',
    personer: ['Prosjektleder maaling'],
  },
  kobling: {
    modell: 'sentralisert',
    variant: 'b',
    utfoeresAv: 'registerforvalter',
    loepenummer: { metode: 'tilfeldig', bredde: 8 },
  },
  referansedato: {
    metode: 'indeksdato',
    indeks: {
      register: 'npr',
      tabell: 'episode',
      variabel: 'inndato',
      hendelse: 'utvalg',
      velg: 'foerste',
    },
    levering: 'dager',
  },
};

const table = (register: string, tabell: string, begrunnelse: string): Record<string, unknown> => ({
  register,
  tabell,
  taushetsplikt: [{ gruppe: 'alle', type: 'unntak-19b' }],
  begrunnelse,
});

const days = (navn: string, som: string): unknown => ({ navn, som, minimering: { type: 'referansedato' } });

const EPISODE = [
  days('inndato', 'inndag'),
  days('utdato', 'utdag'),
  { navn: 'hoveddiagnose', minimering: { type: 'kode', nivaa: 'kategori' } },
  {
    navn: 'foedselsdato',
    som: 'aldersgruppe',
    minimering: { type: 'aldersgruppe', ved: 'inndato', ...BAND },
  },
  { navn: 'kjoenn' },
  {
    navn: 'kommunenummer',
    som: 'fylke',
    minimering: { type: 'fylke', per: DIVISION, datokolonne: 'inndato' },
  },
  { navn: 'liggetid', minimering: { type: 'toppkode', topp: TOP_DAYS } },
];
const DEATH = [
  days('doedsdato', 'doedsdag'),
  { navn: 'underliggende_aarsak', minimering: { type: 'kode', nivaa: 'blokk' } },
];
const DISPENSING = [
  days('utleveringsdato', 'utleveringsdag'),
  { navn: 'atckode', minimering: { type: 'kode', nivaa: 4 } },
  { navn: 'antall_ddd', minimering: { type: 'avrund', til: ROUND_TO } },
];

const demand = (coarse: boolean): unknown => ({
  k: 5,
  enhet: 'person',
  kvasi: ['npr.episode.kjoenn', ...(coarse ? [] : ['npr.episode.aldersgruppe', 'npr.episode.fylke'])],
  sensitive: [{ variabel: 'npr.episode.hoveddiagnose', l: 2 }],
  maksUndertrykking: coarse ? 0.5 : 0.05,
  vedBrudd: 'undertrykk',
});
