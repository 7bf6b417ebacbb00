import { z } from 'zod';
import { dato, tekst } from './felt.ts';
import { tabellerSchema } from './tabeller.ts';

export const utleveringSchema = z.strictObject({
  form: z.enum(['individdata', 'statistikk']).describe('Rader om enkeltpersoner, eller statistikk.'),
  tabeller: tabellerSchema
    .optional()
    .describe('Tabellene med antall som leveres når formen er statistikk; ingenting annet leveres da.'),
  kanal: z
    .enum(['analyserom', 'utlevering'])
    .describe('Lukket analyserom, eller utlevering på annen måte (krever begrunnelse).'),
  analyserom: tekst.optional().describe('Analyserommet, for eksempel TSD, SAFE eller HUNT Cloud.'),
  begrunnelse: tekst.optional().describe('Hvorfor dataene må leveres utenfor et analyserom.'),
  format: z.enum(['parquet', 'arrow', 'csv']).default('parquet').describe('Filformatet i leveransen.'),
  skilletegn: z
    .enum(['semikolon', 'komma'])
    .optional()
    .describe('Skilletegnet i CSV; semikolon når det ikke er nevnt. Bare ved format csv.'),
  delstoerrelse: z
    .int()
    .positive()
    .max(1_000_000)
    .optional()
    .describe(
      'Største størrelse på en kryptert del, i MiB; 5000 når det ikke er nevnt (TSD tar 5 GiB i en forespørsel).',
    ),
  kryptering: z
    .enum(['age', 'crypt4gh', 'openpgp', 'passord'])
    .default('age')
    .describe('Hvordan leveransen krypteres.'),
  mottakere: z
    .array(tekst)
    .min(1)
    .describe('Mottakernes offentlige nøkler; ved passord navnet på dem som får passordet.'),
  land: z
    .string()
    .regex(/^[A-Z]{2}$/, 'a country code of two capital letters (ISO 3166-1)')
    .default('NO')
    .describe('Landet analyserommet eller databehandleren er i.'),
  offentligSky: z.boolean().default(false).describe('Om dataene behandles i en offentlig skytjeneste.'),
  slettesBegrunnelse: tekst.optional().describe('Hvorfor dataene trengs etter at prosjektet er slutt.'),
  slettes: dato.optional().describe('Datoen dataene skal være slettet hos mottakeren.'),
});
