/** The day of every run, ISO; the clock stands at noon. */
export const DAY = '2025-06-15';

/** The project of every decision. */
export const PROJECT = 'p42';

/** A whole decision, valid on that day, about parts of one: population, linkage, dates, variables, anonymity. */
export function wholeDecision(parts: Readonly<Record<string, unknown>>, recipient: string): string {
  const decision = {
    versjon: 1,
    saksnummer: '25/00042',
    prosjekt: { id: PROJECT, tittel: 'Forløp', formaal: 'statistikk', sluttdato: '2030-12-31' },
    vedtak: {
      myndighet: 'Helsedataservice',
      hjemmel: 'ordinaer',
      status: 'gjeldende',
      dato: '2025-01-01',
      gyldigFra: '2025-01-01',
      gyldigTil: '2030-12-31',
    },
    rettsgrunnlag: {
      artikkel6: ['e'],
      artikkel9: ['j'],
      supplerende: ['personopplysningsloven § 8', 'helseregisterloven § 19 b'],
      dispensasjoner: [{ id: 'freg', hjemmel: 'folkeregisterloven' }],
    },
    databruker: { virksomhet: 'Universitetet', type: 'offentlig', land: 'NO', personer: ['Forsker'] },
    tillatelser: [{ myndighet: 'Skatteetaten', referanse: '25/1', dato: '2025-01-01' }],
    utlevering: { form: 'individdata', kanal: 'analyserom', mottakere: [recipient], slettes: '2030-12-31' },
    ...parts,
  };
  return JSON.stringify(decision, null, 2);
}

/** What lifts the duty of confidentiality for a register: § 19 b holds for statutory ones only. */
export const basisOf = (register: string): Readonly<Record<string, unknown>>[] => [
  register === 'freg'
    ? { gruppe: 'alle', type: 'dispensasjon', dispensasjon: 'freg' }
    : { gruppe: 'alle', type: 'unntak-19b' },
];
