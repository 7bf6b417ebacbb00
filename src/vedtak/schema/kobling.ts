import { z } from 'zod';
import { filnavn, navn, tekst } from './felt.ts';

const tildeltAv = z
  .enum(['registerforvalter', 'Helsedataservice'])
  .optional()
  .describe('Hvem som tildeler løpenumrene.');

const bredde = z
  .int()
  .min(6)
  .max(18)
  .refine((antall) => antall !== 11, 'not 11, which looks like a national identifier')
  .default(8)
  .describe('Antall siffer, 6-18 og ikke 11; rommet må være minst ti ganger antall personer.');

const loepenummer = z.discriminatedUnion('metode', [
  z.strictObject({
    metode: z.literal('tilfeldig').describe('Tilfeldige numre, lagret i nøkkellageret.'),
    bredde,
    tildeltAv,
  }),
  z.strictObject({
    metode: z.literal('noekkelfil').describe('Numre fra en fil som nøkkelforvalteren har overlevert.'),
    fil: filnavn
      .regex(
        /\.(csv|parquet)(\.age)?$/,
        'a file name that ends with .csv, .parquet, .csv.age or .parquet.age',
      )
      .default('noekkelfil.csv')
      .describe('Filen, i samme mappe som uttrekkene: CSV eller Parquet, eventuelt kryptert med age.'),
    bredde: bredde.describe('Antall siffer i numrene i filen, 6-18 og ikke 11.'),
    utenNummer: z
      .enum(['stopp', 'utelat'])
      .default('stopp')
      .describe('Når personer i utvalget ikke har nummer i filen: stopp kjøringen, eller utelat dem.'),
    tildeltAv,
  }),
  z.strictObject({
    metode: z.literal('avledet').describe('HMAC-SHA-256 under en prosjekthemmelighet partene deler.'),
    tildeltAv,
  }),
]);

const part = z.strictObject({
  forvalter: tekst.describe('Hvem parten er.'),
  registre: z.array(navn).min(1).describe('Registrene parten leverer fra, med id i katalogen.'),
  noekkelTil: z
    .array(tekst)
    .min(1)
    .optional()
    .describe('Offentlige nøkler (age1…) som partens nøkkelfil krypteres til.'),
});

const arbeidsnummer = z.strictObject({
  kolonne: navn
    .default('loepenummer')
    .describe('Kolonnen med arbeidsnummeret i alle uttrekkene; den leveres aldri.'),
  bredde: z
    .int()
    .min(6)
    .max(18)
    .refine((antall) => antall !== 11, 'not 11, which looks like a national identifier')
    .describe('Antall siffer i arbeidsnumrene; et annet antall enn i løpenumrene som leveres.'),
});

export const koblingSchema = z.strictObject({
  modell: z
    .enum(['ingen', 'distribuert', 'sentralisert'])
    .describe('Hvordan registrene kobles; ingen for ett register.'),
  variant: z.enum(['a', 'b', 'c', 'd']).optional().describe('Varianten av sentralisert kobling.'),
  utfoeresAv: z
    .enum(['databruker', 'registerforvalter', 'Helsedataservice'])
    .optional()
    .describe('Hvem som utfører koblingen.'),
  filform: z
    .enum(['adskilt', 'sammenstilt'])
    .default('adskilt')
    .describe('adskilt: én fil for hver tabell. sammenstilt: én ferdig koblet fil.'),
  parter: z
    .array(part)
    .default([])
    .describe('De andre som leverer til koblingen; den som tildeler numrene, gir hver av dem en nøkkelfil.'),
  arbeidsnummer: arbeidsnummer
    .optional()
    .describe(
      'For den som utfører en sentralisert kobling: uttrekkene fra kildene har personene under et arbeidsnummer i stedet for fødselsnummer, og alle får nye løpenumre.',
    ),
  loepenummer: loepenummer.describe(
    'Løpenummeret som erstatter fødselsnummer; den leverte kolonnen heter loepenummer.',
  ),
});
