import type { Said } from '../sql/decision.ts';
import { expectRefused, type Refused } from './refused.ts';

type Tabell = NonNullable<NonNullable<Said['utlevering']>['tabeller']>[number];

const count = (kilde: string, ...dimensjoner: string[]): Tabell => ({
  navn: dimensjoner.join('_'),
  kilde,
  dimensjoner,
});
const utlevering = (tabeller: Tabell[]): NonNullable<Said['utlevering']> => ({
  ...{ form: 'statistikk', kanal: 'analyserom', mottakere: ['x'] },
  tabeller,
});

const MAALING = 'proeve.maaling';
const variabler = ['antall', 'kjoenn', 'maal'].map((navn) => ({ navn }));
const three = (...tables: string[][]): Said => ({
  registre: [{ variabler }],
  utlevering: utlevering(tables.map((dimensjoner) => count(MAALING, ...dimensjoner))),
});
const one = three(['antall']);
const tree = three(['antall', 'kjoenn'], ['kjoenn', 'maal']);

const mother = (minimering: { type: 'loepenummer'; serie: string } | { type: 'tom' }): Said => ({
  registre: [{ variabler: [{ navn: 'mor', minimering }] }],
  utlevering: utlevering([count(MAALING, 'mor')]),
});

/** Two register tables with two variables of the same names, in these tables of counts of the first. */
const linked = (...tables: string[][]): Said => ({
  registre: [
    { variabler: variabler.slice(0, 2) },
    { register: 'annen', tabell: 'person', variabler: [{ navn: 'antall' }, { navn: 'kjoenn' }] },
  ],
  utlevering: utlevering([
    ...tables.map((dimensjoner) => count(MAALING, ...dimensjoner)),
    count('annen.person', 'antall', 'kjoenn'),
  ]),
});

const kobling = { modell: 'sentralisert', loepenummer: { metode: 'tilfeldig' } } as const;

const refused: readonly Refused[] = [
  [
    'tables that hang together in a ring',
    'plan.tables-ring',
    three(['antall', 'kjoenn'], ['kjoenn', 'maal'], ['antall', 'maal']),
    tree,
  ],
  [
    'what two register tables share, apart',
    'plan.tables-linked',
    linked(['antall'], ['kjoenn']),
    linked(['antall', 'kjoenn']),
  ],
  [
    'coarsening in place of leaving out',
    'plan.unsupported',
    { ...one, anonymitet: { k: 5, vedBrudd: 'generaliser' } },
    { ...one, anonymitet: { k: 5, vedBrudd: 'undertrykk' } },
  ],
  [
    'one joined file',
    'plan.unsupported',
    { ...one, kobling: { ...kobling, filform: 'sammenstilt' } },
    { ...one, kobling },
  ],
  [
    'numbers of persons as categories',
    'plan.unsupported',
    mother({ type: 'loepenummer', serie: 'mor' }),
    mother({ type: 'tom' }),
  ],
];

expectRefused('tables of counts that cannot be protected, or are no counts, are refused', refused);
