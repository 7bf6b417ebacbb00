import { z } from 'zod';
import { levertNavn, navn } from './felt.ts';

const kilde = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,31}\.[a-z][a-z0-9_]{0,31}$/, 'register.tabell, one of the tables in registre')
  .describe('Registertabellen som telles, som register.tabell i registre.');

const tabell = z.strictObject({
  navn: navn.describe('Tabellens navn i leveransen.'),
  kilde,
  dimensjoner: z
    .array(levertNavn)
    .min(1)
    .max(6)
    .describe(
      'Variablene det telles etter, med navnene de leveres med. En verdi som mangler, er en egen kategori.',
    ),
  maal: z
    .enum(['personer', 'rader'])
    .default('personer')
    .describe('Hva som telles: ulike personer, eller rader.'),
  summer: z
    .boolean()
    .default(true)
    .describe('Om summene over hver dimensjon, og over flere av dem sammen, leveres også.'),
});

/** Tables of counts; what they must hold together with the rest, `check-tabeller.ts` says. */
export const tabellerSchema = z.array(tabell).min(1);
