import type { Said } from '../sql/decision.ts';
import { expectRefused, KILDE, quasi, type Refused } from './refused.ts';

const utlevering: NonNullable<Said['utlevering']> = {
  form: 'individdata',
  kanal: 'analyserom',
  mottakere: ['x'],
};
const kobling = { modell: 'sentralisert', loepenummer: { metode: 'tilfeldig' } } as const;

const handedOver = { ...kobling, loepenummer: { metode: 'noekkelfil' } } as const;
const derived = { ...kobling, loepenummer: { metode: 'avledet' } } as const;
const mothers = (serie: string, bredde?: number): Said => ({
  registre: [{ variabler: [{ navn: 'mor', minimering: { type: 'loepenummer', serie, bredde } }] }],
});

const consent = (gruppe: string) => ({ gruppe, type: 'samtykke' as const });

const unsupported: readonly Refused[] = [
  [
    'linkage by another party, under numbers that it does not have',
    'plan.linked-elsewhere',
    { kobling: { ...kobling, utfoeresAv: 'Helsedataservice' } },
    { kobling: { ...handedOver, utfoeresAv: 'Helsedataservice' } },
  ],
  [
    'numbers of its own for the persons of working numbers that have as many digits',
    'plan.known-numbers',
    { kobling: { ...kobling, arbeidsnummer: { kolonne: 'foedselsnummer', bredde: 8 } } },
    { kobling: { ...kobling, arbeidsnummer: { kolonne: 'foedselsnummer', bredde: 10 } } },
  ],
  [
    'controls beside numbers from a key file',
    'plan.number-not-assigned',
    { kobling: handedOver, utvalg: { kilde: KILDE, kontroller: { kilde: KILDE, perPerson: 1 } } },
    { kobling: handedOver },
  ],
  [
    'others in the series of persons whose numbers come from a key file',
    'plan.number-not-assigned',
    { kobling: handedOver, ...mothers('loepenummer') },
    { kobling: handedOver, ...mothers('mor') },
  ],
  [
    'digits of a number that is derived',
    'plan.parameter',
    { kobling: derived, ...mothers('mor', 8) },
    { kobling: derived, ...mothers('mor') },
  ],

  [
    'a separator without CSV',
    'plan.parameter',
    { utlevering: { ...utlevering, skilletegn: 'komma' } },
    { utlevering },
  ],
  [
    'consent beside another basis, for groups that are not told apart',
    'plan.consent-group',
    { registre: [{ taushetsplikt: [consent('deltakere'), { gruppe: 'andre', type: 'hpl-26' }] }] },
    { registre: [{ taushetsplikt: [consent('deltakere')] }] },
  ],
  [
    'consent of the utvalg alone, where there is nobody else',
    'plan.consent-group',
    { registre: [{ taushetsplikt: [consent('utvalg'), { gruppe: 'kontroller', type: 'hpl-26' }] }] },
    {
      utvalg: { kilde: KILDE, kontroller: { kilde: KILDE, perPerson: 1 } },
      registre: [{ taushetsplikt: [consent('utvalg'), { gruppe: 'kontroller', type: 'hpl-26' }] }],
    },
  ],
  [
    'knowledge of more than two events',
    'plan.known-events',
    quasi(['proeve.maaling.antall'], { hendelse: { antall: 3, variabler: ['proeve.maaling.antall'] } }),
    quasi(['proeve.maaling.antall'], { hendelse: { antall: 2, variabler: ['proeve.person.antall'] } }),
  ],
  [
    'a demand on sensitive values without quasi-identifiers that it is held to',
    'plan.parameter',
    quasi([], { sensitive: [{ variabel: 'proeve.person.antall', t: 0.2 }] }),
    quasi(['proeve.maaling.antall'], { sensitive: [{ variabel: 'proeve.person.antall', t: 0.2 }] }),
  ],
];

expectRefused('what cannot be carried out is refused, never ignored', unsupported);
