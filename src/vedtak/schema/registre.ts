import { z } from 'zod';
import { hvor } from './betingelse.ts';
import { levertNavn, navn, registertabell, tekst } from './felt.ts';
import { minimeringSchema } from './minimering.ts';

const ugyldig = z.enum(['stopp', 'tom', 'utelat']);
const ugyldigTekst =
  'Verdier som ikke passer (ukjent kode, umulig dato): stopp kjøringen, lever tomt, eller utelat raden.';
const maksAndel = z
  .number()
  .min(0)
  .max(1)
  .optional()
  .describe('Største andel av radene (0-1) som kan bli tomme eller utelatt; utelatt betyr ingen grense.');

const taushetsplikt = z.strictObject({
  gruppe: tekst.describe(
    'Personene det gjelder; alle når det er én gruppe. Navnene utvalg og kontroller skiller de to når bare den ene har samtykket.',
  ),
  type: z
    .enum(['samtykke', 'unntak-19b', 'dispensasjon', 'hpl-26', 'ikke-personidentifiserbart'])
    .describe('Hva som opphever taushetsplikten; ikke-personidentifiserbart bare for statistikk.'),
  dispensasjon: tekst.optional().describe('Id i rettsgrunnlag.dispensasjoner, når type er dispensasjon.'),
});

export const variabelvalgSchema = z.strictObject({
  navn: navn.describe('Variabelens navn i registeret.'),
  som: levertNavn.optional().describe('Navnet den leveres med; ellers navnet i registeret.'),
  minimering: minimeringSchema.optional().describe('Hvordan verdien gjøres mindre identifiserende.'),
  begrunnelse: tekst.optional().describe('Hvorfor variabelen trengs så detaljert.'),
  saerligGrunn: tekst
    .optional()
    .describe(
      'Den særlige grunnen til at et direkte identifiserende kjennetegn leveres; ingenting annet slipper det ut.',
    ),
  ugyldig: ugyldig.optional().describe(`${ugyldigTekst} Ellers som for tabellen.`),
  maksAndel,
});

/** One entry per register table; a variable that is not listed is not delivered. */
export const registeruttakSchema = registertabell.extend({
  taushetsplikt: z
    .array(taushetsplikt)
    .describe('Hva som opphever taushetsplikten, for hver gruppe av personer.'),
  begrunnelse: tekst.optional().describe('Hvorfor registeret trengs.'),
  hvor: hvor.default([]).describe('Betingelser for radene som leveres; alle må være oppfylt.'),
  variabler: z.array(variabelvalgSchema).min(1).describe('Variablene som leveres; ingen andre blir det.'),
  ugyldig: ugyldig.default('stopp').describe(ugyldigTekst),
  maksAndel,
});
