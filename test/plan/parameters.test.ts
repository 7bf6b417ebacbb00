import type { Said } from '../sql/decision.ts';
import { expectRefused, fixed, KILDE, minimised, moved, where, type Refused } from './refused.ts';

const indeks = { ...KILDE, variabel: 'dag', hendelse: 'utvalg' } as const;

const types: readonly Refused[] = [
  [
    'an age of a number',
    'plan.minimisation-type',
    minimised('antall', { type: 'aldersgruppe', ved: 'dag', bredde: 5 }),
    minimised('foedselsdato', { type: 'aldersgruppe', ved: 'dag', bredde: 5 }),
  ],
  [
    'the year of a text',
    'plan.minimisation-type',
    minimised('tekst', { type: 'foedselsaar' }),
    minimised('foedselsdato', { type: 'foedselsaar' }),
  ],
  [
    'the month of a text',
    'plan.minimisation-type',
    minimised('tekst', { type: 'dato', nivaa: 'maaned' }),
    minimised('tid', { type: 'dato', nivaa: 'maaned' }),
  ],
  [
    'a moved text',
    'plan.minimisation-type',
    { ...minimised('tekst', { type: 'referansedato' }), referansedato: fixed },
    { ...minimised('dag', { type: 'referansedato' }), referansedato: fixed },
  ],
  [
    'a fylke of a diagnosis',
    'plan.minimisation-type',
    minimised('diagnose', { type: 'fylke', per: '2024-01-01' }),
    minimised('kommune', { type: 'fylke', per: '2024-01-01' }),
  ],
  [
    'a rounded text',
    'plan.minimisation-type',
    minimised('tekst', { type: 'avrund', til: 5 }),
    minimised('antall', { type: 'avrund', til: 5 }),
  ],
  [
    'an interval of dates',
    'plan.minimisation-type',
    minimised('dag', { type: 'intervall', grenser: [1] }),
    minimised('maal', { type: 'intervall', grenser: [1] }),
  ],
];

const controls = (match: readonly unknown[]): Said =>
  ({
    utvalg: { kilde: KILDE, kontroller: { kilde: KILDE, perPerson: 1, match } },
  }) as Said;

const parameters: readonly Refused[] = [
  [
    'controls like in the year of something that is no date',
    'plan.parameter',
    controls([{ variabel: 'kjoenn', nivaa: 'aar' }]),
    controls([{ variabel: 'foedselsdato', nivaa: 'aar' }]),
  ],
  [
    'controls like twice in the same',
    'plan.parameter',
    controls(['foedselsdato', { variabel: 'foedselsdato', nivaa: 'aar' }]),
    controls(['foedselsdato', { variabel: 'dag', nivaa: 'aar' }]),
  ],
  [
    'controls like in a variable that the table does not have',
    'plan.unknown-variable',
    controls(['ukjent']),
    controls(['kjoenn']),
  ],
  [
    'an age at something that is no date',
    'plan.parameter',
    minimised('foedselsdato', { type: 'aldersgruppe', ved: 'kjoenn', bredde: 5 }),
    minimised('foedselsdato', { type: 'aldersgruppe', ved: 'tid', bredde: 5 }),
  ],
  [
    'a fylke at something that is no date',
    'plan.parameter',
    minimised('kommune', { type: 'fylke', per: '2024-01-01', datokolonne: 'kjoenn' }),
    minimised('kommune', { type: 'fylke', per: '2024-01-01', datokolonne: 'tid' }),
  ],
  [
    'a fylke in a table without an event date',
    'plan.parameter',
    {
      registre: [
        {
          tabell: 'person',
          variabler: [{ navn: 'kommune', minimering: { type: 'fylke', per: '2024-01-01' } }],
        },
      ],
    },
    {
      registre: [
        {
          tabell: 'person',
          variabler: [
            { navn: 'kommune', minimering: { type: 'fylke', per: '2024-01-01', datokolonne: 'dag' } },
          ],
        },
      ],
    },
  ],
  [
    'a division from before the first',
    'plan.division',
    minimised('kommune', { type: 'fylke', per: '2017-12-31' }),
    minimised('kommune', { type: 'fylke', per: '2018-01-01' }),
  ],
  [
    'a level that the code system has not',
    'plan.parameter',
    minimised('atc', { type: 'kode', nivaa: 6 }),
    minimised('atc', { type: 'kode', nivaa: 5 }),
  ],
  [
    'a category of something that is no diagnosis',
    'plan.parameter',
    minimised('atc', { type: 'kode', nivaa: 'kategori' }),
    minimised('diagnose', { type: 'kode', nivaa: 'kategori' }),
  ],
  [
    'a code level of a number',
    'plan.parameter',
    minimised('antall', { type: 'kode', nivaa: 1 }),
    minimised('tekst', { type: 'kode', nivaa: 1 }),
  ],
  [
    'a broken ceiling of whole numbers',
    'plan.parameter',
    minimised('antall', { type: 'toppkode', topp: 2.5 }),
    minimised('maal', { type: 'toppkode', topp: 2.5 }),
  ],
  [
    'a broken floor of whole numbers',
    'plan.parameter',
    minimised('antall', { type: 'bunnkode', bunn: 0.5 }),
    minimised('maal', { type: 'bunnkode', bunn: 0.5 }),
  ],
  [
    'a text where a number is',
    'plan.parameter',
    where({ variabel: 'antall', lik: '5' }),
    where({ variabel: 'antall', lik: 5 }),
  ],
  [
    'a broken number where a whole one is',
    'plan.parameter',
    where({ variabel: 'antall', fra: 0.5 }),
    where({ variabel: 'maal', fra: 0.5 }),
  ],
  [
    'a number where a text is',
    'plan.parameter',
    where({ variabel: 'kommune', i: ['0301', 1103] }),
    where({ variabel: 'kommune', i: ['0301', '1103'] }),
  ],
  [
    'a text that is no date where a date is',
    'plan.parameter',
    where({ variabel: 'dag', lik: '2020' }),
    where({ variabel: 'dag', lik: '2020-01-01' }),
  ],
  [
    'a value of another type inside ikke',
    'plan.parameter',
    where({ variabel: 'antall', ikke: ['5'] }),
    where({ variabel: 'antall', ikke: [5] }),
  ],
  [
    'a prefix of a date',
    'plan.parameter',
    where({ variabel: 'dag', starterMed: ['2020-01-01'] }),
    where({ variabel: 'tekst', starterMed: ['2020-01-01'] }),
  ],
  [
    'a prefix of a date inside ikke',
    'plan.parameter',
    where({ variabel: 'dag', ikke: { starterMed: ['2020-01-01'] } }),
    where({ variabel: 'tekst', ikke: { starterMed: ['2020-01-01'] } }),
  ],
  [
    'mangler inside ikke, where a value must be',
    'plan.parameter',
    where({ variabel: 'tekst', ikke: { mangler: true } }),
    where({ variabel: 'tekst', mangler: false }),
  ],
  [
    'an age limit without limits',
    'plan.parameter',
    { utvalg: { kilde: KILDE, alder: { ved: 'dag' } } },
    { utvalg: { kilde: KILDE, alder: { ved: 'dag', fra: 18 } } },
  ],
  [
    'an age limit at something that is no date',
    'plan.parameter',
    { utvalg: { kilde: KILDE, alder: { ved: 'kjoenn', fra: 18 } } },
    { utvalg: { kilde: KILDE, alder: { ved: '2020-01-01', fra: 18 } } },
  ],
  [
    'an index date that is no date',
    'plan.parameter',
    { referansedato: { metode: 'indeksdato', indeks: { ...indeks, variabel: 'antall' } } },
    { referansedato: { metode: 'indeksdato', indeks } },
  ],
  [
    'an index event in a table that does not draw the utvalg, without conditions of its own',
    'plan.parameter',
    { referansedato: { metode: 'indeksdato', indeks: { ...indeks, register: 'annen' } } },
    {
      referansedato: {
        metode: 'indeksdato',
        indeks: { ...KILDE, register: 'annen', variabel: 'dag', hvor: [{ variabel: 'antall', fra: 1 }] },
      },
    },
  ],
  [
    'moved dates without forankring',
    'plan.parameter',
    { referansedato: { ...fixed, levering: 'dato' }, registre: [{ variabler: [moved] }] },
    {
      referansedato: { ...fixed, levering: 'dato', forankring: '2000-01-01' },
      registre: [{ variabler: [moved] }],
    },
  ],
];

expectRefused('a minimisation must fit the variable', types);
expectRefused('a parameter must make sense', parameters);
