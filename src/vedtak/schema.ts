import { z } from 'zod';
import { anonymitetSchema } from './schema/anonymitet.ts';
import type { betingelseSchema } from './schema/betingelse.ts';
import type { DeepReadonly } from './schema/deep-readonly.ts';
import { tekst } from './schema/felt.ts';
import { koblingSchema } from './schema/kobling.ts';
import type { minimeringSchema } from './schema/minimering.ts';
import { referansedatoSchema } from './schema/referansedato.ts';
import { registeruttakSchema, type variabelvalgSchema } from './schema/registre.ts';
import {
  databrukerSchema,
  prosjektSchema,
  rettsgrunnlagSchema,
  tillatelseSchema,
  vedtakHodeSchema,
} from './schema/sak.ts';
import { utleveringSchema } from './schema/utlevering.ts';
import { utvalgSchema } from './schema/utvalg.ts';
import { vurderingerSchema } from './schema/vurderinger.ts';

/** The decision file, strict: an unknown key at any depth is an error. What keys mean together, `rules.ts` checks. */
export const vedtakSchema = z.strictObject({
  $schema: z.string().optional().describe('JSON Schema for redigeringsprogrammet; brukes ikke av tilrette.'),
  versjon: z.literal(1).describe('Versjon av dette formatet.'),
  saksnummer: tekst
    .regex(/[A-Za-z0-9]/, 'a case number with at least one letter or digit')
    .max(64)
    .describe('Saksnummeret; i filnavn blir andre tegn enn A-z og 0-9 til _.'),
  prosjekt: prosjektSchema.describe('Prosjektet dataene er til.'),
  vedtak: vedtakHodeSchema.describe('Vedtaket: hvem, når og hvor lenge.'),
  rettsgrunnlag: rettsgrunnlagSchema.describe('Rettsgrunnlaget for behandlingen.'),
  databruker: databrukerSchema.describe('Mottakeren.'),
  vurderinger: vurderingerSchema.prefault({}).describe('Hva den som vedtar, har vurdert av vilkårene.'),
  tillatelser: z.array(tillatelseSchema).default([]).describe('Tillatelser fra andre.'),
  utvalg: utvalgSchema.describe('Populasjonen. Reservasjoner og tilbaketrukne samtykker gjelder alltid.'),
  kobling: koblingSchema.describe('Kobling og løpenummer.'),
  referansedato: referansedatoSchema.optional().describe('Hva virkelige datoer erstattes med.'),
  registre: z.array(registeruttakSchema).min(1).describe('Registertabellene som leveres.'),
  anonymitet: anonymitetSchema.describe('Krav til anonymitet, målt på det som leveres.'),
  utlevering: utleveringSchema.describe('Form, kanal, kryptering og sletting.'),
});

/** A decision with every default filled in; plain data that survives JSON. */
export type Vedtak = DeepReadonly<z.infer<typeof vedtakSchema>>;
export type Utvalg = Vedtak['utvalg'];
export type Referansedato = NonNullable<Vedtak['referansedato']>;
export type Registeruttak = Vedtak['registre'][number];
export type Anonymitet = Vedtak['anonymitet'];
export type Variabelvalg = DeepReadonly<z.infer<typeof variabelvalgSchema>>;
export type Minimering = DeepReadonly<z.infer<typeof minimeringSchema>>;
export type Betingelse = DeepReadonly<z.infer<typeof betingelseSchema>>;
