import { z } from 'zod';

const nullableText = z.string().nullable();

const overview = z.strictObject({
  id: z.string(),
  navn: z.string(),
  forvalter: z.string(),
  rettsligKlasse: z.string(),
  identifikasjon: z.string(),
  mal: z.boolean(),
  /** Letter in § 3 and the date from which Helsedataservice decides; null outside the national solution. */
  nasjonalLoesning: z.strictObject({ bokstav: z.string(), fra: z.string() }).nullable(),
  tabeller: z.array(z.string()),
});

const variabel = z.strictObject({
  navn: z.string(),
  beskrivelse: z.string(),
  type: z.string(),
  art: z.string(),
  kodeverk: nullableText,
  verdier: z.record(z.string(), z.string()).nullable(),
  nivaaer: z.array(z.string()),
  pekerPaa: nullableText,
  omraade: z.strictObject({ fra: z.number(), til: z.number(), vanlig: z.number().nullable() }).nullable(),
  enhet: nullableText,
});

const tabell = z.strictObject({
  id: z.string(),
  navn: z.string(),
  identifikator: nullableText,
  hendelsesdato: nullableText,
  enRadPerPerson: z.boolean(),
  variabler: z.array(variabel),
});

const described = overview.extend({
  forskrift: nullableText,
  paragraf11: z.boolean(),
  formaal: z.array(z.string()),
  reservasjonsrett: z.boolean(),
  samtykkebasert: z.boolean(),
  sluttdato: nullableText,
  merknad: nullableText,
  tabeller: z.array(tabell),
});

const envelope = {
  versjon: z.literal(1),
  ok: z.literal(true),
  exitCode: z.literal(0),
  problems: z.array(z.never()),
};

/** What `registre --json` prints, version 1. */
export const registreResultSchema = z.strictObject({ ...envelope, registre: z.array(overview) });

/** What `registre ID --json` prints, version 1; what the catalogue leaves out is null. */
export const registerResultSchema = z.strictObject({ ...envelope, register: described });

export type RegistreResult = z.infer<typeof registreResultSchema>;
export type RegisterResult = z.infer<typeof registerResultSchema>;
