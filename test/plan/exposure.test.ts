import { expect, it } from 'vitest';
import { compilePlan } from '../../src/plan/compile-plan.ts';
import { decide } from '../sql/decision.ts';
import { proeveInput } from '../sql/proeve-register.ts';
import { codesOf, expectRefused, fixed, minimised, moved, quasi, variable, type Refused } from './refused.ts';

const exposed: readonly Refused[] = [
  [
    'a direct identifier',
    'plan.direct-identifier',
    variable({ navn: 'foedselsnummer' }),
    minimised('foedselsnummer', { type: 'maske' }),
  ],
  [
    'the beginning of a direct identifier',
    'plan.direct-identifier',
    minimised('foedselsnummer', { type: 'kode', nivaa: 6 }),
    minimised('foedselsnummer', { type: 'tom' }),
  ],
  ['free text', 'plan.direct-identifier', variable({ navn: 'notat' }), variable({ navn: 'tekst' })],
  [
    'free text for a saerlig grunn',
    'plan.identifier-out',
    variable({ navn: 'notat', saerligGrunn: 'Trengs' }),
    minimised('notat', { type: 'tom' }),
  ],
  [
    'a date as it is',
    'plan.needs-reason',
    variable({ navn: 'dag' }),
    variable({ navn: 'dag', begrunnelse: 'Trengs' }),
  ],
  [
    'a kommune as it is',
    'plan.needs-reason',
    variable({ navn: 'kommune' }),
    variable({ navn: 'kommune', begrunnelse: 'Trengs' }),
  ],
  [
    'a kommune cut to all of its characters, which is the kommune as it is',
    'plan.needs-reason',
    minimised('kommune', { type: 'kode', nivaa: 4 }),
    minimised('kommune', { type: 'kode', nivaa: 3 }),
  ],
  [
    'a kommune of which only the rare are merged',
    'plan.needs-reason',
    minimised('kommune', { type: 'sjelden', minst: 5 }),
    variable({ navn: 'kommune', minimering: { type: 'sjelden', minst: 5 }, begrunnelse: 'Trengs' }),
  ],
  [
    'the rare values of a direct identifier',
    'plan.direct-identifier',
    minimised('mor', { type: 'sjelden', minst: 5 }),
    minimised('mor', { type: 'loepenummer', serie: 'mor' }),
  ],
  [
    'a move of no days, which delivers the real dates',
    'plan.parameter',
    {
      referansedato: { ...fixed, levering: 'dato', forankring: fixed.dato },
      registre: [{ variabler: [moved] }],
    },
    {
      referansedato: { ...fixed, levering: 'dato', forankring: '2000-01-01' },
      registre: [{ variabler: [moved] }],
    },
  ],
  [
    'a month beside a moved date, which would undo the move',
    'plan.real-and-reference-dates',
    {
      referansedato: fixed,
      registre: [{ variabler: [moved, { navn: 'tid', minimering: { type: 'dato', nivaa: 'maaned' } }] }],
    },
    {
      referansedato: fixed,
      registre: [{ variabler: [moved, { navn: 'tid', minimering: { type: 'referansedato' } }] }],
    },
  ],
  [
    'a real date in another table beside a moved one',
    'plan.real-and-reference-dates',
    {
      referansedato: fixed,
      registre: [
        { variabler: [moved] },
        { register: 'annen', variabler: [{ navn: 'dag', begrunnelse: 'Trengs' }] },
      ],
    },
    { referansedato: fixed, registre: [{ variabler: [moved] }, { register: 'annen', variabler: [moved] }] },
  ],
  [
    'quasi-identifiers of a table of events and another',
    'plan.quasi-across-tables',
    quasi(['proeve.maaling.antall', 'proeve.person.antall']),
    quasi(['proeve.maaling.antall']),
  ],
];

expectRefused('what exposes a person needs more than a wish', exposed);

it('a delivery of quasi-identifying variables without a demand on them is refused', async () => {
  const register = proeveInput.catalogue.get('proeve');
  if (register === undefined) throw new Error('no register');
  const tabeller = register.tabeller.map((t) => ({
    ...t,
    variabler: t.variabler.map((v) => (v.navn === 'antall' ? { ...v, art: 'kvasi' as const } : v)),
  }));
  const input = { ...proeveInput, catalogue: new Map([['proeve', { ...register, tabeller }]]) };
  const anonymitet = { k: 2, kvasi: ['proeve.maaling.antall'] };
  expect(await codesOf(variable({ navn: 'antall' }), input)).toEqual(['plan.parameter']);
  expect(await codesOf({ ...variable({ navn: 'antall' }), anonymitet }, input)).toEqual([]);
  expect(await codesOf(variable({ navn: 'maal' }), input)).toEqual([]);
});

it('only registers in which persons may object demand a list of objections', () => {
  const registre = [{ register: 'fri' }, { register: 'annen' }];
  const plan = compilePlan(proeveInput, decide({ registre }), '0'.repeat(64));
  expect(plan.population.objections).toEqual(['fri']);
});
