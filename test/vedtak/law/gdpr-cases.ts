import { only, type Patch } from './law-case.ts';
import { hpl26, outcome, type LawCase } from './law-outcome.ts';

const consent = (facts: object): Patch => ({
  'rettsgrunnlag.artikkel9': ['a'],
  'rettsgrunnlag.samtykke': facts,
});

/** Rules on the bases of the GDPR. */
export const gdprCases: Readonly<Record<string, LawCase>> = {
  'vedtak.article-6': {
    code: 'G1',
    outcome: outcome('warn', 'refuse'),
    triggers: { 'rettsgrunnlag.artikkel6': [] },
  },
  'vedtak.article-9': {
    code: 'G2',
    outcome: outcome('warn', 'refuse'),
    triggers: { 'rettsgrunnlag.artikkel9': [] },
  },
  'vedtak.supplementary': {
    code: 'G3',
    outcome: outcome('warn', 'refuse'),
    triggers: { 'rettsgrunnlag.supplerende': [] },
  },
  'vedtak.popplyl-8': {
    code: 'G4',
    outcome: outcome('warn', 'warn'),
    triggers: { 'rettsgrunnlag.supplerende': ['helseregisterloven § 19 b'] },
  },
  'vedtak.article-9j': {
    code: 'G5',
    outcome: outcome('warn', 'refuse'),
    triggers: {
      ...only('journal', hpl26),
      'rettsgrunnlag.supplerende': ['personopplysningsloven § 8'],
    },
    spares: {
      ...only('journal', hpl26),
      'rettsgrunnlag.supplerende': ['personopplysningsloven §§ 8 og 9'],
    },
  },
  'vedtak.popplyl-9': {
    code: 'G6',
    outcome: outcome('note', 'warn'),
    triggers: { 'rettsgrunnlag.supplerende': ['personopplysningsloven §§ 8 og 9'] },
    spares: {
      'rettsgrunnlag.supplerende': ['personopplysningsloven §§ 8 og 9'],
      'vurderinger.samfunnsnytte': 'Klart større enn ulempen.',
      'vurderinger.personvernombud': 'Tilrådd 2026-03-01.',
    },
  },
  'vedtak.article-9h': {
    code: 'G7',
    outcome: outcome('note', 'warn'),
    triggers: { 'rettsgrunnlag.artikkel9': ['h'] },
  },
  'vedtak.article-9gi': {
    code: 'G8',
    outcome: outcome('note', 'note'),
    triggers: { 'rettsgrunnlag.artikkel9': ['i'] },
  },
  'vedtak.article-9e': {
    code: 'G9',
    outcome: outcome('note', 'warn'),
    triggers: { 'rettsgrunnlag.artikkel9': ['e'] },
  },
  'vedtak.article-6c': {
    code: 'G10',
    outcome: outcome('note', 'warn'),
    triggers: { 'rettsgrunnlag.artikkel6': ['c'], 'databruker.oppgavehjemmel': undefined },
    spares: { 'rettsgrunnlag.artikkel6': ['c'] },
  },
  'vedtak.article-6e-private': {
    code: 'G11',
    outcome: outcome('note', 'warn'),
    triggers: { 'databruker.type': 'privat', 'databruker.oppgavehjemmel': undefined },
    spares: { 'databruker.type': 'privat' },
  },
  'vedtak.article-6-unusual': {
    code: 'G12',
    outcome: outcome('note', 'warn'),
    triggers: { 'rettsgrunnlag.artikkel6': ['f'] },
  },
  'vedtak.article-10': {
    code: 'G13',
    outcome: outcome('warn', 'refuse'),
    triggers: { 'prosjekt.type': 'forskning-lovovertredelser' },
    spares: {
      'prosjekt.type': 'forskning-lovovertredelser',
      'rettsgrunnlag.artikkel10': 'Personvernforordningen artikkel 10',
      'rettsgrunnlag.supplerende': ['personopplysningsloven §§ 8 og 11'],
    },
  },
  'vedtak.rek-as-basis': {
    code: 'G14',
    outcome: outcome('warn', 'warn'),
    triggers: { 'rettsgrunnlag.supplerende.2': 'Godkjenning fra REK' },
  },
  'vedtak.consent-explicit': {
    code: 'G15',
    outcome: outcome('warn', 'refuse'),
    triggers: consent({ mangler: ['uttrykkelig'] }),
    spares: consent({}),
  },
  'vedtak.only-19a': {
    code: 'G16',
    outcome: outcome('note', 'note'),
    triggers: { 'rettsgrunnlag.supplerende': ['helseregisterloven § 19 a'] },
  },
  'vedtak.separate-activities': {
    code: 'G17',
    outcome: outcome('note', 'note'),
    triggers: {
      'utvalg.kontroller': { kilde: { register: 'lovbestemt', tabell: 'tabell' }, perPerson: 1 },
    },
  },
};
