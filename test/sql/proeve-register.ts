import { registerSchema, type Catalogue, type Variabeltype } from '../../src/catalogue/register.ts';
import type { PlanInput } from '../../src/plan/context.ts';

const variable = (navn: string, type: Variabeltype, more: object = {}) => ({
  navn,
  beskrivelse: navn,
  type,
  art: 'teknisk',
  ...more,
});

const variabler = [
  variable('foedselsnummer', 'tekst', { art: 'direkte' }),
  variable('foedselsdato', 'dato'),
  variable('dag', 'dato'),
  variable('tid', 'tidspunkt'),
  variable('antall', 'heltall'),
  variable('maal', 'tall'),
  variable('diagnose', 'tekst', { kodeverk: 'icd10' }),
  variable('atc', 'tekst', { kodeverk: 'atc' }),
  variable('kommune', 'tekst', { kodeverk: 'kommune' }),
  variable('kjoenn', 'tekst', { verdier: { 1: 'mann', 2: 'kvinne', 9: 'ukjent' } }),
  variable('tekst', 'tekst'),
  variable('mor', 'tekst', { art: 'direkte', pekerPaa: 'mor' }),
  variable('opphold', 'heltall', { pekerPaa: 'hendelse' }),
  variable('icpc', 'tekst', { kodeverk: 'icpc2' }),
  variable('inngrep', 'tekst', { kodeverk: 'ncsp' }),
  variable('institusjon', 'tekst', { kodeverk: 'institusjon', pekerPaa: 'institusjon' }),
  variable('doedsdato', 'dato'),
  variable('diagnoseaar', 'heltall'),
  variable('alder_i_aar', 'heltall'),
  variable('foedselsaar', 'heltall'),
  variable('notat', 'tekst', { art: 'fritekst' }),
];

function register(id: string, more: object = {}) {
  const table = { navn: 'tabell', hendelsesdato: 'dag', variabler };
  return registerSchema.parse({
    id,
    navn: id,
    forvalter: 'Folkehelseinstituttet',
    nasjonalLoesning: null,
    rettsligKlasse: 'lovbestemt',
    identifikasjon: 'personidentifiserbart',
    forskrift: null,
    paragraf11: true,
    formaal: ['forskning', 'statistikk', 'helseanalyse', 'kvalitetsforbedring', 'planlegging', 'styring'],
    sluttdato: null,
    reservasjonsrett: false,
    samtykkebasert: false,
    tabeller: [
      { ...table, id: 'maaling', enRadPerPerson: false },
      { ...table, id: 'person', hendelsesdato: null, enRadPerPerson: true },
    ],
    ...more,
  });
}

/**
 * Registers with a column of every type: `proeve` and `annen`, `fri` in which persons may object, and `med` that rests on
 * consent.
 */
export const proeveCatalogue: Catalogue = new Map([
  ['proeve', register('proeve')],
  ['annen', register('annen')],
  ['fri', register('fri', { reservasjonsrett: true })],
  ['med', register('med', { samtykkebasert: true })],
]);

const SQL_TYPES: Readonly<Record<Variabeltype, string>> = {
  tekst: 'VARCHAR',
  heltall: 'BIGINT',
  tall: 'DOUBLE',
  dato: 'DATE',
  tidspunkt: 'TIMESTAMP',
};

/**
 * Type of a column of these registers, as the catalogue and as DuckDB calls it; of one drawn as `dag:tekst` text, of one
 * drawn as `tid:sone` a time with a zone.
 */
export function columnType(drawn: string): { readonly type: Variabeltype; readonly sql: string } {
  const [name, other] = drawn.split(':');
  if (other === 'sone') return { type: 'tidspunkt', sql: 'TIMESTAMPTZ' };
  if (other !== undefined) return { type: 'tekst', sql: 'VARCHAR' };
  const found = variabler.find(({ navn }) => navn === name);
  if (found === undefined) throw new Error(`no column ${name} in the registers of the tests`);
  return { type: found.type, sql: SQL_TYPES[found.type] };
}

const whole = {
  columns: variabler.map(({ navn, type }) => ({ name: navn, type, nativeType: type, nullable: true })),
  rows: 1,
  fileRows: [1],
  bytes: 1,
};

/** These registers with an extract of every table that holds every column. */
export const proeveInput: PlanInput = {
  catalogue: proeveCatalogue,
  extracts: new Map(
    [...proeveCatalogue.keys()].flatMap((id) => [
      [`${id}.maaling`, whole],
      [`${id}.person`, whole],
    ]),
  ),
  divisions: ['2018-01-01', '2020-01-01', '2024-01-01'],
  editions: new Map([
    ['kommune-landsdel', ['1972-01-01']],
    ['kommune-helseregion', ['2007-06-01']],
    ['institusjon-helseforetak', ['2002-01-01']],
  ]),
  hierarchies: new Map([
    [
      'h.csv',
      {
        sha256: '',
        rows: [
          ['a', 'a', 'x'],
          ['b', 'b', 'x'],
        ],
      },
    ],
  ]),
  codeLists: { kommune: '2024-01-01' },
};
