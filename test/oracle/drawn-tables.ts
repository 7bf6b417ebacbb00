import type { Cell } from './register-rows.ts';

/** What sort of values a variable has, and so which minimisations fit it. */
export type Kind =
  'dato' | 'foedselsdato' | 'kjoenn' | 'kommune' | 'icd10' | 'atc' | 'heltall' | 'tall' | 'kode' | 'tekst';

export interface Variable {
  readonly navn: string;
  readonly kind: Kind;
  /** Values that fit; those that do not stand in `misfits`. */
  readonly values: readonly Cell[];
  readonly misfits: readonly Cell[];
}

export interface DrawnTable {
  readonly register: string;
  readonly tabell: string;
  readonly variables: readonly Variable[];
  /** Conditions that a decision may set on rows of this table alone. */
  readonly conditions: readonly Condition[];
}

/** A condition as the decision file has it. */
export type Condition = Readonly<Record<string, unknown>> & { readonly variabel: string };

const DATES = [
  '2015-03-31',
  '2019-12-31',
  '2020-01-01',
  '2020-02-29',
  '2022-07-01',
  '2023-11-30',
  '2024-05-17',
];
const BIRTHS = [
  '1934-08-01',
  '1958-02-28',
  '1960-02-29',
  '1979-12-31',
  '1990-01-01',
  '2004-02-29',
  '2015-03-31',
];

/** Codes that have been kommuner all the time come first; the others were for some of it, or never. */
const KOMMUNER = ['0301', '1103', '1505', '1804'];
const ODD_KOMMUNER = ['1601', '5001', '3001', '0101', '3101', '9999', '2100', '0000', '12'];

const variable = (
  navn: string,
  kind: Kind,
  values: readonly Cell[],
  misfits: readonly Cell[] = [],
): Variable => ({ navn, kind, values, misfits });

const dato = (navn: string): Variable =>
  variable(navn, 'dato', DATES, ['2025-06-16', '1849-12-31', '2300-01-01']);
const foedselsdato = variable('foedselsdato', 'foedselsdato', BIRTHS, [
  '2025-12-24',
  '1700-01-01',
  '2020-03-01',
]);
const kjoenn = variable('kjoenn', 'kjoenn', ['1', '2', '9'], ['3', 'M']);
const kommune = variable('kommunenummer', 'kommune', KOMMUNER, ODD_KOMMUNER);
const diagnoses = ['C50', 'C509', 'C50.1', 'I219', 'F20', 'E119'];
const misdiagnoses = ['c50', 'C5', 'C50!', 'D49', 'I2199999', ''];

/** Conditions on variables that all tables have. */
export const commonConditions: readonly Condition[] = [
  { variabel: 'kjoenn', i: ['1', '2'] },
  { variabel: 'kjoenn', lik: '1' },
  { variabel: 'kjoenn', ikke: ['9'] },
  { variabel: 'foedselsdato', fra: '1958-02-28', til: '1990-01-01' },
  { variabel: 'foedselsdato', ikke: { fra: '1979-12-31' } },
  { variabel: 'foedselsdato', mangler: false },
  { variabel: 'kommunenummer', starterMed: ['03', '11'] },
  { variabel: 'kommunenummer', ikke: { starterMed: ['18'] } },
  { variabel: 'kommunenummer', ikke: { lik: '0301' }, mangler: false },
  { variabel: 'kommunenummer', mangler: true },
];

export const drawnTables: readonly DrawnTable[] = [
  {
    register: 'npr',
    tabell: 'episode',
    variables: [
      variable('episode_id', 'heltall', [1, 2, 3, 40]),
      dato('inndato'),
      dato('utdato'),
      variable('hoveddiagnose', 'icd10', diagnoses, misdiagnoses),
      variable('bidiagnoser', 'tekst', ['E119', 'E119;I10', '']),
      foedselsdato,
      kjoenn,
      kommune,
      variable('liggetid', 'heltall', [0, 1, 2, 15, 31, 400, -1]),
      variable('omsorgsnivaa', 'kode', ['1', '2', '3'], ['7']),
      variable('helseforetak', 'tekst', ['983974724', '997506499']),
    ],
    conditions: [
      { variabel: 'hoveddiagnose', starterMed: ['C', 'I2'] },
      { variabel: 'hoveddiagnose', starterMed: ['C50'], ikke: ['C509'] },
      { variabel: 'inndato', fra: '2019-12-31', til: '2022-07-01' },
      { variabel: 'inndato', lik: '2020-02-29' },
      { variabel: 'utdato', ikke: { fra: '2020-01-01', til: '2020-12-31' } },
      { variabel: 'liggetid', fra: 1, til: 31 },
      { variabel: 'liggetid', i: [0, 1, 2] },
      { variabel: 'bidiagnoser', mangler: true },
      { variabel: 'omsorgsnivaa', i: ['1', '3'], mangler: false },
    ],
  },
  {
    register: 'lmr',
    tabell: 'utlevering',
    variables: [
      dato('utleveringsdato'),
      variable('atckode', 'atc', ['N02BE01', 'N02BA01', 'A10BA02', 'N02'], ['n02', 'N2', 'N02BE0']),
      variable('antall_ddd', 'tall', [0, 2.5, 4.75, 5, 10, 15, 97.25, -0.25, -5], [Infinity, NaN]),
      variable('antall_pakninger', 'heltall', [1, 2, 3, 10]),
      variable('varenummer', 'tekst', ['012345', '543210']),
      kommune,
      foedselsdato,
      kjoenn,
    ],
    conditions: [
      { variabel: 'atckode', starterMed: ['N02'] },
      { variabel: 'utleveringsdato', fra: '2020-01-01' },
      { variabel: 'antall_pakninger', fra: 1, til: 3 },
      { variabel: 'varenummer', ikke: ['012345'] },
      { variabel: 'antall_pakninger', ikke: { fra: 3 } },
    ],
  },
  {
    register: 'dar',
    tabell: 'doedsfall',
    variables: [
      dato('doedsdato'),
      variable('underliggende_aarsak', 'icd10', diagnoses, misdiagnoses),
      foedselsdato,
      kjoenn,
      kommune,
      variable('doedssted', 'kode', ['1', '2', '3', '9'], ['8']),
    ],
    conditions: [
      { variabel: 'doedsdato', fra: '2019-12-31' },
      { variabel: 'underliggende_aarsak', ikke: { starterMed: ['F'] } },
      { variabel: 'doedssted', i: ['1', '2'] },
    ],
  },
  {
    register: 'freg',
    tabell: 'person',
    variables: [
      foedselsdato,
      kjoenn,
      kommune,
      dato('doedsdato'),
      variable('sivilstand', 'kode', ['1', '2', '3'], ['0']),
      variable('foedeland', 'tekst', ['NOR', 'SWE', 'POL']),
    ],
    conditions: [
      { variabel: 'doedsdato', mangler: true },
      { variabel: 'foedeland', lik: 'NOR' },
      { variabel: 'sivilstand', starterMed: ['1', '2'] },
    ],
  },
];
