import { z } from 'zod';
import { dato, filnavn, levertNavn, navn, tekst, tidspunkt } from './felt.ts';

const bredde = z
  .int()
  .min(6)
  .max(18)
  .refine((antall) => antall !== 11, 'not 11, which looks like a national identifier');
const aar = z.int().min(0).max(130);
const per = dato.describe('Datoen inndelingen gjelder per; kan ikke være før radens dato.');
const datokolonne = navn.optional().describe('Kolonnen med radens dato; ellers hendelsesdatoen i katalogen.');
const ukjent = tekst.optional().describe('Verdien som leveres når kommunen er oppgitt som ukjent.');

const type = <T extends string>(verdi: T, beskrivelse: string) => ({
  type: z.literal(verdi).describe(beskrivelse),
});

const datoer = [
  z.strictObject(
    type('referansedato', 'Datoen erstattes slik at alle tidsrom bevares, etter referansedato.'),
  ),
  z.strictObject({
    ...type('dato', 'Datoen avkortes.'),
    nivaa: z.enum(['maaned', 'kvartal', 'aar']).describe('Hva datoen avkortes til.'),
  }),
  z.strictObject({
    ...type('aldersgruppe', 'Fødselsdato erstattes med alder i grupper.'),
    ved: tidspunkt.describe('Når alderen regnes: en datovariabel i samme tabell, eller en dato.'),
    bredde: z
      .int()
      .min(1)
      .max(130)
      .optional()
      .describe('Antall år i hver gruppe. Enten denne eller grenser.'),
    grenser: z
      .array(aar)
      .min(1)
      .optional()
      .describe('Nedre alder i hver gruppe, stigende. Enten denne eller bredde.'),
    bunn: aar.optional().describe('Alder under denne samles i laveste gruppe.'),
    topp: aar.optional().describe('Alder fra og med denne samles i øverste gruppe.'),
  }),
  z.strictObject({
    ...type('foedselsaar', 'Fødselsdato erstattes med fødselsår.'),
    bredde: z.int().min(1).max(100).optional().describe('Antall år i hver gruppe; utelatt betyr ett år.'),
  }),
] as const;

const steder = [
  z.strictObject({ ...type('fylke', 'Kommune erstattes med fylke.'), datokolonne, per, ukjent }),
  z.strictObject({
    ...type('region', 'Kommune eller institusjon erstattes med et større område.'),
    inndeling: z
      .enum(['helseregion', 'landsdel', 'sentralitet', 'helseforetak'])
      .describe('Områdeinndelingen; helseforetak gjelder bare for institusjon.'),
    datokolonne,
    per,
    ukjent,
  }),
] as const;

const koder = [
  z.strictObject({
    ...type('kode', 'Koden avkortes langs kodeverkets eget hierarki.'),
    nivaa: z
      .union([z.enum(['kapittel', 'blokk', 'kategori', 'kode']), z.int().min(1).max(16)])
      .describe(
        'kapittel, blokk eller kategori (ICD-10), 1-5 (ATC), kapittel eller kode (ICPC-2), ellers antall tegn.',
      ),
  }),
  z.strictObject({
    ...type('hierarki', 'Verdien erstattes etter en hierarkifil.'),
    fil: filnavn.describe(
      'CSV-fil uten overskrift, skilletegn semikolon; første kolonne er verdien i dataene.',
    ),
    nivaa: z.int().min(1).max(100).describe('Kolonnen som leveres; 1 er første generalisering.'),
  }),
  z.strictObject({
    ...type('sjelden', 'Verdier som få personer har, slås sammen.'),
    minst: z.int().min(2).describe('Verdier med færre personer enn dette slås sammen.'),
    til: tekst.default('annet').describe('Verdien de får.'),
  }),
] as const;

const tall = [
  z.strictObject({
    ...type('avrund', 'Tallet avrundes.'),
    til: z.number().positive().describe('Nærmeste multiplum av dette.'),
  }),
  z.strictObject({
    ...type('toppkode', 'Høye tall samles.'),
    topp: z.number().describe('Høyere tall blir dette.'),
  }),
  z.strictObject({
    ...type('bunnkode', 'Lave tall samles.'),
    bunn: z.number().describe('Lavere tall blir dette.'),
  }),
  z.strictObject({
    ...type('intervall', 'Tallet erstattes med et intervall.'),
    grenser: z.array(z.number()).min(1).describe('Nedre grense for hvert intervall, stigende.'),
  }),
] as const;

const andre = [
  z.strictObject({
    ...type(
      'loepenummer',
      'En annen identifikator (mor, behandler, opphold) erstattes med en egen nummerserie.',
    ),
    serie: levertNavn.describe(
      'Seriens navn, uten hensyn til store og små bokstaver; samme serie gir samme nummer for samme verdi. ' +
        'loepenummer er serien til personene i utvalget.',
    ),
    bredde: bredde.optional().describe('Antall siffer; ellers som kobling.loepenummer.bredde.'),
  }),
  z.strictObject({
    ...type('maske', 'Alle verdier erstattes med én fast verdi.'),
    verdi: tekst.default('*').describe('Den faste verdien.'),
  }),
  z.strictObject(type('tom', 'Kolonnen leveres tom.')),
] as const;

/** How one variable is made less identifying; without it the value is delivered as it is. */
export const minimeringSchema = z.discriminatedUnion('type', [
  ...datoer,
  ...steder,
  ...koder,
  ...tall,
  ...andre,
]);
