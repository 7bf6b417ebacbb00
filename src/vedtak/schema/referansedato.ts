import { z } from 'zod';
import { hvor } from './betingelse.ts';
import { dato, navn, registertabell } from './felt.ts';

const former = z.enum(['dager', 'dato']);
const levering = 'dager: hele dager fra referansedatoen. dato: forskjøvet dato.';
const forankring = dato.optional().describe('Datoen referansedatoen faller på når levering er dato.');

const indeks = registertabell.extend({
  variabel: navn.describe('Datovariabelen som er indeksdatoen.'),
  hendelse: z
    .literal('utvalg')
    .optional()
    .describe('utvalg: raden som oppfyller utvalgets hvor. Enten denne eller hvor.'),
  hvor: hvor.optional().describe('Egne betingelser for indeksraden. Enten denne eller hendelse.'),
  velg: z.enum(['foerste', 'siste']).default('foerste').describe('Første eller siste slike rad.'),
});

/** What replaces real dates; intervals of one person stay exact in every register. */
export const referansedatoSchema = z.discriminatedUnion('metode', [
  z.strictObject({
    metode: z.literal('indeksdato').describe('Hver persons egen indekshendelse.'),
    indeks: indeks.describe('Raden som gir indeksdatoen.'),
    levering: former.default('dager').describe(levering),
    forankring,
  }),
  z.strictObject({
    metode: z.literal('fast').describe('Én dato for alle.'),
    dato: dato.describe('Referansedatoen.'),
    levering: former.default('dager').describe(levering),
    forankring,
  }),
  z.strictObject({
    metode: z
      .literal('tilfeldig')
      .describe('Tilfeldig forskyvning for hver person, den samme i alle registre.'),
    maksDager: z.int().min(1).max(3650).describe('Største forskyvning i dager, i begge retninger.'),
    levering: former.default('dato').describe(levering),
  }),
]);
