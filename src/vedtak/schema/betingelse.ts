import { z } from 'zod';
import { dato, navn, verdi, verditekst } from './felt.ts';

const grense = z.union([dato, z.number()]);

const tester = {
  starterMed: z
    .array(verditekst)
    .min(1)
    .optional()
    .describe('Verdien begynner med minst ett av disse prefiksene, for eksempel C50.'),
  lik: verdi.optional().describe('Verdien er lik denne.'),
  i: z.array(verdi).min(1).optional().describe('Verdien er en av disse.'),
  fra: grense
    .optional()
    .describe('Verdien er denne datoen eller dette tallet, eller større (grensen er med).'),
  til: grense
    .optional()
    .describe('Verdien er denne datoen eller dette tallet, eller mindre (grensen er med).'),
  mangler: z.boolean().optional().describe('true: verdien mangler. false: verdien finnes.'),
};

const test = z.strictObject(tester);

/**
 * One condition on one variable; all tests it names must hold. A missing value meets only `mangler: true`; `ikke`
 * demands that a value is there and that it is none of a list, or does not meet a test of its own.
 */
export const betingelseSchema = z.strictObject({
  variabel: navn.describe('Variabelen i registertabellen.'),
  ...tester,
  ikke: z
    .union([z.array(verdi).min(1), test])
    .optional()
    .describe(
      'Det motsatte: en liste av verdier som verdien ikke er en av, eller en test (starterMed, lik, i, fra, til) som verdien ikke oppfyller. En verdi som mangler, oppfyller ikke betingelsen.',
    ),
});

/** Conditions that all hold. */
export const hvor = z.array(betingelseSchema);
