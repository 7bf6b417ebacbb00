import { z } from 'zod';
import { hvor } from './betingelse.ts';
import { navn, registertabell, tidspunkt } from './felt.ts';

const aar = z.int().min(0).max(130);

const kilde = registertabell.extend({
  hvor: hvor.default([]).describe('Betingelser bare for denne kilden; alle må være oppfylt.'),
});

const alder = z.strictObject({
  fra: aar.optional().describe('Laveste alder, i hele år.'),
  til: aar.optional().describe('Høyeste alder, i hele år.'),
  ved: tidspunkt.describe('Når alderen regnes: en datovariabel i kilden, eller en dato.'),
});

const kontroller = z.strictObject({
  kilde: registertabell.describe('Registertabellen kontrollene trekkes fra.'),
  perPerson: z.int().min(1).max(50).describe('Antall kontroller for hver person i utvalget.'),
  match: z
    .array(
      z.union([
        navn,
        z.strictObject({
          variabel: navn.describe('Datovariabelen.'),
          nivaa: z.enum(['maaned', 'kvartal', 'aar']).describe('Perioden som skal være den samme.'),
        }),
      ]),
    )
    .default([])
    .describe(
      'Variabler i kontrollenes kilde som skal være like for personen og kontrollene; en dato kan være lik på måned, kvartal eller år.',
    ),
  hvor: hvor.default([]).describe('Betingelser kontrollene må oppfylle.'),
  vedMangel: z
    .enum(['stopp', 'faerre'])
    .default('stopp')
    .describe('Når det er for få like personer: stopp kjøringen, eller lever færre kontroller.'),
});

/** The population: exactly one of `kilde`, `kilder` and `noekkelfil`; `kombiner` belongs to `kilder`. */
export const utvalgSchema = z.strictObject({
  kilde: registertabell.optional().describe('Registertabellen som avgjør hvem som er med.'),
  kilder: z.array(kilde).min(2).optional().describe('Flere kilder, i stedet for kilde.'),
  noekkelfil: z
    .literal(true)
    .optional()
    .describe('Utvalget er personene i nøkkelfilen: en annen part i koblingen har trukket det.'),
  kombiner: z
    .enum(['union', 'snitt'])
    .optional()
    .describe('union: personer fra minst én av kildene. snitt: personer som er i alle.'),
  hvor: hvor
    .default([])
    .describe('Betingelser på en rad i kilden (i hver kilde); alle må være oppfylt av samme rad.'),
  ekskluder: hvor
    .default([])
    .describe('Personer som har en rad i kilden der alle disse er oppfylt, er ikke med.'),
  alder: alder.optional().describe('Aldersgrenser for utvalget; begge er med.'),
  kontroller: kontroller.optional().describe('Sammenligningsgruppe.'),
});
