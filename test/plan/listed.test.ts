import { expect, it } from 'vitest';
import { compilePlan } from '../../src/plan/compile-plan.ts';
import { decide, type WrittenVariable } from '../sql/decision.ts';
import { proeveInput } from '../sql/proeve-register.ts';
import { expectRefused, minimised, type Refused } from './refused.ts';

const region = (
  navn: string,
  inndeling: 'landsdel' | 'sentralitet' | 'helseforetak' | 'helseregion',
  per: string,
) => minimised(navn, { type: 'region', inndeling, per });
const hierarchy = (navn: string, fil: string, nivaa: number) =>
  minimised(navn, { type: 'hierarki', fil, nivaa });

const cases: readonly Refused[] = [
  [
    'the landsdel of an institution',
    'plan.minimisation-type',
    region('institusjon', 'landsdel', '2024-01-01'),
    region('kommune', 'landsdel', '2024-01-01'),
  ],
  [
    'the helseforetak of a kommune',
    'plan.minimisation-type',
    region('kommune', 'helseforetak', '2024-01-01'),
    region('institusjon', 'helseforetak', '2024-01-01'),
  ],
  [
    'an area whose list is not there',
    'plan.code-list-missing',
    region('kommune', 'sentralitet', '2024-01-01'),
    region('kommune', 'helseregion', '2024-01-01'),
  ],
  [
    'an area from before its list',
    'plan.division',
    region('institusjon', 'helseforetak', '2001-12-31'),
    region('institusjon', 'helseforetak', '2002-01-01'),
  ],
  [
    'a hierarchy that is not beside the decision',
    'plan.hierarchy-missing',
    hierarchy('tekst', 'annen.csv', 2),
    hierarchy('tekst', 'h.csv', 2),
  ],
  [
    'a level that the hierarchy has not',
    'plan.parameter',
    hierarchy('tekst', 'h.csv', 3),
    hierarchy('tekst', 'h.csv', 2),
  ],
  [
    'a level at which the hierarchy merges nothing',
    'plan.parameter',
    hierarchy('tekst', 'h.csv', 1),
    hierarchy('tekst', 'h.csv', 2),
  ],
  [
    'a hierarchy of dates',
    'plan.minimisation-type',
    hierarchy('dag', 'h.csv', 2),
    hierarchy('antall', 'h.csv', 2),
  ],
  [
    'rare numbers',
    'plan.minimisation-type',
    minimised('antall', { type: 'sjelden', minst: 5 }),
    minimised('tekst', { type: 'sjelden', minst: 5 }),
  ],
  [
    'a chapter of ATC, whose levels are numbered',
    'plan.parameter',
    minimised('atc', { type: 'kode', nivaa: 'kapittel' }),
    minimised('atc', { type: 'kode', nivaa: 1 }),
  ],
  [
    'a category of ICPC-2',
    'plan.parameter',
    minimised('icpc', { type: 'kode', nivaa: 'kategori' }),
    minimised('icpc', { type: 'kode', nivaa: 'kode' }),
  ],
];

expectRefused('codes, areas and hierarchies must be there and fit', cases);

const minimering = (m: WrittenVariable['minimering']) => m;
const sentences = [
  [
    'kommune',
    minimering({ type: 'fylke', per: '2024-06-01' }),
    'kommune blir fylket kommunen lå i på dag, etter inndelingen fra 2024-01-01.',
  ],
  [
    'kommune',
    minimering({ type: 'region', inndeling: 'helseregion', per: '2024-06-01' }),
    'kommune blir helseregionen den lå i på dag, etter inndelingen fra 2024-01-01.',
  ],
  [
    'institusjon',
    minimering({ type: 'region', inndeling: 'helseforetak', per: '2024-06-01' }),
    'institusjon blir helseforetaket den lå i på dag, etter inndelingen fra 2002-01-01.',
  ],
  [
    'diagnose',
    minimering({ type: 'kode', nivaa: 'kategori' }),
    'diagnose avkortes til de 3 første tegnene, kategorien i ICD-10.',
  ],
  [
    'icpc',
    minimering({ type: 'kode', nivaa: 'kapittel' }),
    'icpc avkortes til de 1 første tegnene, kapittelet i ICPC-2.',
  ],
  [
    'tekst',
    minimering({ type: 'hierarki', fil: 'h.csv', nivaa: 2 }),
    'tekst gjøres grovere til nivå 2 i hierarkiet h.csv; en verdi som ikke står der, leveres ikke.',
  ],
  [
    'tekst',
    minimering({ type: 'sjelden', minst: 5 }),
    'tekst leveres som den er, men verdier som færre enn 5 personer har, blir «annet».',
  ],
  [
    'mor',
    minimering({ type: 'loepenummer', serie: 'mor' }),
    'mor er erstattet med et tilfeldig nummer i serien mor, som ikke kan kobles til andre numre.',
  ],
  [
    'mor',
    minimering({ type: 'loepenummer', serie: 'loepenummer' }),
    'mor er erstattet med løpenummeret i samme serie som personene i utvalget.',
  ],
  [
    'dag',
    minimering({ type: 'referansedato' }),
    'dag er forskjøvet med et tilfeldig antall dager (høyst 30), det samme for alle datoene til en person; tidsrom er nøyaktige.',
  ],
] as const;

it.each(sentences)('the plan says of %s with %o what becomes of it', (navn, minimering, sentence) => {
  const decision = decide({
    registre: [{ variabler: [{ navn, minimering }] }],
    referansedato: { metode: 'tilfeldig', maksDager: 30 },
  });
  const plan = compilePlan(proeveInput, decision, '0'.repeat(64));
  expect(plan.tables[0]?.columns[0]?.sentence).toBe(sentence);
});
