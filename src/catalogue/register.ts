import { z } from 'zod';
import { forklaring, katalognavn, variabelSchema } from './variabel.ts';

export type { Kodeverk, Variabel, Variabeltype } from './variabel.ts';

const tabellSchema = z.strictObject({
  id: katalognavn.describe('Tabellens id; uttrekket heter <register>.<tabell>.parquet.'),
  navn: forklaring.describe('Hva radene er.'),
  identifikator: katalognavn
    .nullable()
    .default('foedselsnummer')
    .describe('Kolonnen med personens identifikator; null i et avidentifisert register.'),
  hendelsesdato: katalognavn
    .nullable()
    .describe('Kolonnen med hendelsens dato, som kommunenummer hører til; null når tabellen ikke har en.'),
  enRadPerPerson: z.boolean().describe('Om tabellen har høyst én rad for hver person.'),
  variabler: z.array(variabelSchema).min(1).describe('Variablene i tabellen.'),
});

const nasjonalLoesning = z.strictObject({
  bokstav: z
    .string()
    .regex(/^[a-n]$/, 'a letter from a to n')
    .describe('Bokstaven i § 3 i forskriften om nasjonal løsning.'),
  fra: z.iso
    .date('a date that exists, written YYYY-MM-DD')
    .describe('Datoen Helsedataservice gjør vedtak fra.'),
});

/** Whether both JavaScript and RE2, which DuckDB has, know the expression: none with a look around or back. */
function isPattern(text: string): boolean {
  try {
    return new RegExp(text).source.length > 0 && !/\(\?<?[=!]|\\[1-9k]/.test(text);
  } catch {
    return false;
  }
}

/** What a kvalitetsregister without consent must be able to state (forskrift om medisinske kvalitetsregistre). */
const utenSamtykke = z.strictObject({
  representativitet: forklaring.describe('Hvorfor samtykke ville gjort registeret lite representativt.'),
  personvernombud: forklaring.describe('Hvem som rådspurte personvernombudet, når, og hvor rådet ligger.'),
  dataansvarlig: z
    .enum(['rhf', 'hf', 'kommune', 'fylkeskommune', 'privat-ideell'])
    .describe('Hva slags virksomhet den dataansvarlige er.'),
  avtale: forklaring
    .optional()
    .describe('Avtalen med et regionalt helseforetak, når virksomheten er privat.'),
});

/** One register: a file `configs/registre/<id>.json`, strict: an unknown key at any depth is an error. */
export const registerSchema = z.strictObject({
  $schema: z.string().optional().describe('JSON Schema for redigeringsprogrammet; brukes ikke av tilrette.'),
  id: katalognavn.describe('Registerets id; filen heter <id>.json.'),
  navn: forklaring.describe('Registerets navn.'),
  mal: z
    .boolean()
    .default(false)
    .describe('Sann for en mal som nye registre lages etter; en mal kan ikke leveres fra.'),
  forvalter: forklaring.describe('Den som er dataansvarlig eller forvalter registeret.'),
  forskrift: forklaring
    .nullable()
    .describe('Forskriften eller vedtektene registeret bygger på; null når ikke oppgitt.'),
  paragraf11: z
    .boolean()
    .describe('Om registeret er lovbestemt etter helseregisterloven § 11; bare da kan § 19 b brukes.'),
  nasjonalLoesning: nasjonalLoesning
    .nullable()
    .describe('Plassen i den nasjonale løsningen; null når registeret ikke er med.'),
  rettsligKlasse: z
    .enum([
      'lovbestemt',
      'kvalitetsregister',
      'helseundersoekelse',
      'beredskap',
      'helsearkiv',
      'behandlingsrettet',
      'annet',
    ])
    .describe('Den rettslige klassen, som reglene leser.'),
  identifikasjon: z
    .enum(['personidentifiserbart', 'pseudonymt', 'avidentifisert'])
    .describe('Hvordan personene er kjent i registeret; et avidentifisert register kobles ikke til noe.'),
  pseudonymform: z
    .string()
    .refine(isPattern, 'a regular expression')
    .optional()
    .describe(
      'For et pseudonymt register: formen et pseudonym har, som et regulært uttrykk for hele teksten.',
    ),
  formaal: z
    .array(
      z.enum([
        'forskning',
        'statistikk',
        'helseanalyse',
        'kvalitetsforbedring',
        'planlegging',
        'styring',
        'beredskap',
      ]),
    )
    .min(1)
    .describe('Formålene opplysningene kan brukes til.'),
  reservasjonsrett: z
    .boolean()
    .describe(
      'Om personer kan reservere seg mot denne bruken (helseregisterloven § 19 a); da må reservasjoner.csv ligge ved uttrekket.',
    ),
  samtykkebasert: z
    .boolean()
    .describe('Om personene er i registeret etter samtykke; da må samtykker.csv ligge ved uttrekket.'),
  utenSamtykke: utenSamtykke
    .optional()
    .describe('For et medisinsk kvalitetsregister uten samtykke: det forskriften krever da.'),
  sluttdato: z.iso
    .date('a date that exists, written YYYY-MM-DD')
    .nullable()
    .describe(
      'For beredskapsregistre: datoen hendelsen er avklart og evaluert, da opplysningene skal slettes eller anonymiseres.',
    ),
  merknad: forklaring.optional().describe('Hva som må bekreftes før oppføringen brukes, og annet å vite.'),
  tabeller: z.array(tabellSchema).min(1).describe('Registerets tabeller.'),
});

export type Register = z.infer<typeof registerSchema>;
export type Tabell = z.infer<typeof tabellSchema>;

/** The registers by id. */
export type Catalogue = ReadonlyMap<string, Register>;
