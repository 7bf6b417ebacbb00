import { z } from 'zod';

/** Name of a register, table or variable. */
export const katalognavn = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,31}$/, 'a name of a-z, 0-9 and _, starting with a letter, at most 32 characters');

/** Text for people that is not blank. */
export const forklaring = z
  .string()
  .regex(/^(?=[\s\S]*\S)\P{C}+$/u, 'text that is not blank, without control characters');

/** Code systems a variable can be written in. */
const kodeverk = z.enum([
  'icd10',
  'icdo3-topografi',
  'icdo3-morfologi',
  'icpc2',
  'atc',
  'ncmp',
  'ncsp',
  'ncrp',
  'drg',
  'nlk',
  'meddra',
  'sysvak',
  'varenummer',
  'kommune',
  'bydel',
  'institusjon',
  'hpr',
  'land',
  'kjoenn',
  'nus2000',
  'styrk08',
]);

/** How a column of an extract is typed: text, whole number, number, date, or timestamp. */
const variabeltype = z.enum(['tekst', 'heltall', 'tall', 'dato', 'tidspunkt']);

/** What a variable says of a person: direct identifier, quasi-identifier, sensitive, free text, or technical. */
const variabelart = z.enum(['direkte', 'kvasi', 'sensitiv', 'fritekst', 'teknisk']);

/** The minimisations of a decision that make a value coarser, by their names there. */
const nivaa = z.enum([
  'referansedato',
  'dato',
  'aldersgruppe',
  'foedselsaar',
  'fylke',
  'region',
  'kode',
  'hierarki',
  'sjelden',
  'avrund',
  'toppkode',
  'bunnkode',
  'intervall',
  'loepenummer',
]);

/** Persons that a variable can point to beside the one the row is about. */
export const PERSONER = ['mor', 'far', 'ektefelle', 'barn', 'behandler', 'annen_person'] as const;

const pekerPaa = z.enum([...PERSONER, 'institusjon', 'hendelse']);

const omraade = z
  .strictObject({
    fra: z.number().describe('Laveste verdi som forekommer.'),
    til: z.number().describe('Høyeste verdi som forekommer.'),
    vanlig: z.number().optional().describe('En vanlig verdi; ellers regnes midten som vanlig.'),
  })
  .refine(({ fra, til, vanlig = fra }) => fra <= vanlig && vanlig <= til, {
    message: 'fra that is not above til, and vanlig between them',
  });

export const variabelSchema = z.strictObject({
  navn: katalognavn.describe('Variabelens navn i registeret, med ae, oe og aa.'),
  beskrivelse: z.string().describe('Hva variabelen er.'),
  type: variabeltype.describe('Kolonnens type i uttrekket.'),
  art: variabelart.describe(
    'Hva den sier om en person: direkte kjennetegn, kvasi-identifiserende, sensitiv, fritekst eller teknisk.',
  ),
  kodeverk: kodeverk.optional().describe('Kodeverket verdiene er skrevet i.'),
  verdier: z
    .record(z.string(), z.string())
    .optional()
    .describe('Lukket liste over verdier med betydning, for koder uten eget kodeverk.'),
  nivaaer: z
    .array(nivaa)
    .default([])
    .describe('Minimeringer som kan gjøre verdien grovere, med navnene i vedtaksfilen.'),
  pekerPaa: pekerPaa
    .optional()
    .describe('Hvem verdien er nummeret til, når det ikke er personen raden gjelder.'),
  omraade: omraade.optional().describe('Verdier som forekommer, for tall.'),
  enhet: forklaring.optional().describe('Enheten et tall er oppgitt i.'),
});

export type Variabel = z.infer<typeof variabelSchema>;
export type Kodeverk = z.infer<typeof kodeverk>;
export type Variabeltype = z.infer<typeof variabeltype>;
export type Nivaa = z.infer<typeof nivaa>;
