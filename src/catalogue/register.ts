import { z } from 'zod';

const navn = z.string().regex(/^[a-z][a-z0-9_]{0,31}$/, 'a name of a-z, 0-9 and _, at most 32 characters');

/** Code systems a variable can be written in. */
const kodeverk = z.enum(['icd10', 'icpc2', 'atc', 'ncmp', 'ncsp', 'kommune', 'institusjon', 'kjoenn']);

/** How a column of an extract is typed: text, whole number, number, date, or timestamp. */
const variabeltype = z.enum(['tekst', 'heltall', 'tall', 'dato', 'tidspunkt']);

/** What a variable says of a person: direct identifier, quasi-identifier, sensitive, free text, or technical. */
const variabelart = z.enum(['direkte', 'kvasi', 'sensitiv', 'fritekst', 'teknisk']);

/** Whom a value is the number of, where that is not the person of the row. */
const pekerPaa = z.enum([
  'mor',
  'far',
  'ektefelle',
  'barn',
  'annen_person',
  'behandler',
  'institusjon',
  'hendelse',
]);

const variabelSchema = z.strictObject({
  navn,
  beskrivelse: z.string(),
  type: variabeltype,
  art: variabelart,
  kodeverk: kodeverk.optional(),
  pekerPaa: pekerPaa.optional(),
  /** Closed list of values, for small codes without a code system of their own. */
  verdier: z.record(z.string(), z.string()).optional(),
});

const tabellSchema = z.strictObject({
  id: navn,
  navn: z.string(),
  /** Column that holds the national identifier. */
  identifikator: navn.default('foedselsnummer'),
  /** Column with the date of the event, against which kommune codes are dated. */
  hendelsesdato: navn.nullable(),
  /** True when the table holds at most one row a person. */
  enRadPerPerson: z.boolean(),
  variabler: z.array(variabelSchema).min(1),
});

/** One register: a file `configs/registre/<id>.json`. */
export const registerSchema = z.strictObject({
  $schema: z.string().optional(),
  id: navn,
  navn: z.string(),
  forvalter: z.string(),
  /** Letter in § 3 of the regulation on the national solution, and the date from which Helsedataservice decides. */
  nasjonalLoesning: z.strictObject({ bokstav: z.string(), fra: z.iso.date() }).nullable(),
  rettsligKlasse: z.enum([
    'lovbestemt',
    'kvalitetsregister',
    'helseundersoekelse',
    'beredskap',
    'behandlingsrettet',
    'annet',
  ]),
  identifikasjon: z.enum(['personidentifiserbart', 'pseudonymt', 'avidentifisert']),
  /**
   * Persons may object to that the register is used in this way: `reservasjoner.csv` must then lie beside the
   * extract, empty if nobody has. True only where the register's own rules give the right (helseregisterloven
   * § 19 a); a forvalter who keeps a list of objections for a register where it is false sets it to true.
   */
  reservasjonsrett: z.boolean(),
  /** Persons are in the register by consent: `samtykker.csv` must lie beside the extract. */
  samtykkebasert: z.boolean(),
  tabeller: z.array(tabellSchema).min(1),
});

export type Register = z.infer<typeof registerSchema>;
export type Tabell = z.infer<typeof tabellSchema>;
export type Variabel = z.infer<typeof variabelSchema>;
export type Kodeverk = z.infer<typeof kodeverk>;
export type Variabeltype = z.infer<typeof variabeltype>;

/** The registers by id. */
export type Catalogue = ReadonlyMap<string, Register>;
