import type { Mode, Outcome } from '../../../src/vedtak/law/outcome.ts';
import { only, type Patch } from './law-case.ts';

/** What a rule must come to: a decision that triggers it, and one that does not where the base decision does. */
export interface LawCase {
  readonly code: string;
  readonly outcome: Readonly<Record<Mode, Outcome>>;
  readonly triggers: Patch;
  /** What makes it trigger in mode F alone. */
  readonly inF?: Patch;
  readonly spares?: Patch;
  /** Modes in which the condition cannot come about. */
  readonly never?: readonly Mode[];
}

export const outcome = (h: Outcome, f: Outcome, plus: Outcome = h): LawCase['outcome'] => ({
  H: h,
  F: f,
  'H+': plus,
});

export const samtykke = { gruppe: 'alle', type: 'samtykke' };

const disp = { gruppe: 'alle', type: 'dispensasjon', dispensasjon: 'd' };

export const hpl26 = { gruppe: 'alle', type: 'hpl-26' };

export const anonym = { gruppe: 'alle', type: 'ikke-personidentifiserbart' };

/** A dispensation that the one register relies on. */
export const dispensed = (facts: object, id = 'lovbestemt'): Patch => ({
  ...only(id, disp),
  'rettsgrunnlag.dispensasjoner': [
    {
      ...{ id: 'd', myndighet: 'Helsedataservice', hjemmel: 'helseregisterloven § 19 e' },
      ...{ referanse: '26/9', dato: '2026-09-01' },
      ...facts,
    },
  ],
});

export const statistics: Patch = {
  'utlevering.form': 'statistikk',
  'utlevering.tabeller': [{ navn: 'antall', kilde: 'lovbestemt.tabell', dimensjoner: ['kjoenn'] }],
};
