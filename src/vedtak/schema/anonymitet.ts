import { z } from 'zod';
import { levertVariabel } from './felt.ts';
import { minimeringSchema } from './minimering.ts';

const sensitiv = z.strictObject({
  variabel: levertVariabel.describe('Den sensitive variabelen, som register.tabell.navn slik den leveres.'),
  l: z
    .int()
    .min(2)
    .optional()
    .describe('Minste antall ulike verdier i hver ekvivalensklasse (l-diversitet).'),
  t: z
    .number()
    .gt(0)
    .max(1)
    .optional()
    .describe(
      'Største avstand til fordelingen i hele tabellen (t-nærhet), der alle ulike verdier er like langt fra hverandre.',
    ),
});

const hendelse = z.strictObject({
  antall: z
    .int()
    .min(1)
    .max(5)
    .describe('Hvor mange hendelser hos én person en angriper kan kjenne; flere enn 2 kan ikke måles.'),
  variabler: z
    .array(levertVariabel)
    .min(1)
    .describe('Hva en angriper kan vite om en hendelse, alle i samme tabell.'),
});

const generalisering = z.strictObject({
  variabel: levertVariabel.describe('Variabelen som kan gjøres grovere.'),
  nivaaer: z
    .array(minimeringSchema)
    .min(1)
    .describe('Tillatte nivåer utover det bestilte, fra fineste til groveste.'),
});

/** What the delivery must hold to, and what is done when it does not. */
export const anonymitetSchema = z.strictObject({
  k: z.int().min(2).describe('Minste størrelse på en ekvivalensklasse (k-anonymitet).'),
  enhet: z.enum(['person', 'rad']).default('person').describe('Hva som telles.'),
  kvasi: z
    .array(levertVariabel)
    .default([])
    .describe('Indirekte identifiserende variabler, som register.tabell.navn.'),
  sensitive: z
    .array(sensitiv)
    .default([])
    .describe('Sensitive variabler med krav til mangfold eller nærhet.'),
  hendelse: hendelse.optional().describe('Hva en angriper kan vite om hendelser.'),
  maksUndertrykking: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe('Største andel av personene som kan undertrykkes.'),
  undertrykk: z
    .enum(['tabell', 'person'])
    .default('tabell')
    .describe(
      'tabell: personens rader fjernes bare fra tabellene som kravene gjelder. person: fra alle tabeller.',
    ),
  vedBrudd: z
    .enum(['avvis', 'undertrykk', 'generaliser'])
    .default('avvis')
    .describe('Hva som gjøres når kravet ikke er oppfylt; avvis stopper og leverer ingenting.'),
  generaliser: z
    .array(generalisering)
    .default([])
    .describe('Nivåene vedtaket tillater når vedBrudd er generaliser.'),
});
