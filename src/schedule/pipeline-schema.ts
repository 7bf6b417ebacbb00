import { z } from 'zod';
import { isCron, isTimeZone } from './occurrences.ts';

const path = z.string().min(1).max(4096);
const name = z.string().min(1).max(128);

const naarSchema = z
  .strictObject({
    cron: z
      .string()
      .max(200)
      .refine(isCron, 'a cron expression of five parts, such as 30 2 * * *')
      .describe('Når leveransen forfaller: cron-uttrykk med fem ledd, eller @daily, @weekly, @monthly.'),
    tidssone: z
      .string()
      .max(64)
      .refine(isTimeZone, 'a time zone of the IANA list, such as Europe/Oslo')
      .describe('IANA-tidssone som uttrykket leses i, for eksempel Europe/Oslo.'),
  })
  .describe('Når leveransen forfaller.');

const uttrekkSchema = z
  .strictObject({
    mappe: path.describe('Mappe med uttrekkene, fra pipeline-filens mappe.'),
    venterPaa: z
      .array(path)
      .max(1000)
      .default([])
      .describe('Filer i mappen som må være kommet før leveransen kjøres; navn uten sti utenfor mappen.'),
    hoeystAlderTimer: z
      .number()
      .positive()
      .max(24 * 366)
      .default(24)
      .describe('Hvor gamle filene i venterPaa kan være når leveransen forfaller.'),
  })
  .describe('Hvilke uttrekk leveransen lages av.');

const vedFeilSchema = z
  .strictObject({
    forsoek: z
      .int()
      .min(1)
      .max(100)
      .default(5)
      .describe('Høyeste antall forsøk når feilen er av et slag som kan gå over.'),
    ventSekunder: z
      .number()
      .min(0)
      .max(86_400)
      .default(60)
      .describe('Ventetid før andre forsøk; dobles for hvert nye forsøk.'),
    hoeystSekunder: z.number().min(0).max(86_400).default(3600).describe('Lengste ventetid mellom forsøk.'),
  })
  .prefault({})
  .describe('Hva som gjøres når en kjøring stopper. En feil som ikke kan gå over, prøves aldri på nytt.');

/** A pipeline file, version 1: a delivery that recurs. Paths are relative to the folder of the file. */
export const pipelineSchema = z.strictObject({
  $schema: z.string().max(4096).optional().describe('JSON Schema for redigeringsverktøyet.'),
  versjon: z.literal(1).describe('Versjon av formatet.'),
  beskrivelse: z.string().max(500).optional().describe('Hva leveransen er, for mennesker.'),
  aktiv: z.boolean().default(true).describe('Settes til false for å stanse leveransen for en tid.'),
  vedtak: path.describe('Vedtaksfilen, fra pipeline-filens mappe.'),
  uttrekk: uttrekkSchema,
  ut: path.describe('Mappen som pakkene legges i, fra pipeline-filens mappe.'),
  naar: naarSchema,
  fristMinutter: z
    .int()
    .min(1)
    .max(60 * 24 * 31)
    .default(60 * 24)
    .describe('Frist fra forfall: etter den prøves det ikke på nytt, og kjøringen meldes som sen.'),
  lengstMinutter: z
    .int()
    .min(1)
    .max(60 * 24 * 31)
    .default(60 * 12)
    .describe('Hvor lenge én kjøring kan vare før den stanses.'),
  samtidige: z
    .int()
    .min(1)
    .max(64)
    .default(1)
    .describe('Høyeste antall kjøringer på maskinen mens denne går, medregnet den selv.'),
  minne: z
    .string()
    .regex(/^\d+(\.\d+)?(MB|GB|MiB|GiB)$/, 'a size such as 1500MB or 4GB')
    .optional()
    .describe('Minne til kjøringen, som 1500MB eller 4GB; ellers en firedel av maskinen.'),
  traader: z.int().min(1).max(1024).optional().describe('Tråder til DuckDB; ellers maskinens kjerner.'),
  bekreft: z
    .array(z.string().regex(/^[A-Za-z0-9.-]{1,40}=/, 'an answer of the form CODE=text'))
    .max(100)
    .default([])
    .describe('Svar på advarsler om vedtaket, som KODE=tekst; føres i oversikten ved hver kjøring.'),
  bekreftetAv: name.optional().describe('Hvem som svarer.'),
  vedFeil: vedFeilSchema,
  varsle: z
    .url({ protocol: /^https?$/, error: 'an address that begins with https:// or http://' })
    .max(2000)
    .optional()
    .describe('Adresse som får navn, utfall og kjøringens id som JSON; aldri data.'),
});

/** A pipeline as it stands in its file, defaults filled in. */
export type PipelineFile = z.output<typeof pipelineSchema>;
