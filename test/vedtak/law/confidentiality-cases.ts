import { linked, only, table } from './law-case.ts';
import { samtykke, hpl26, anonym, dispensed, statistics, outcome, type LawCase } from './law-outcome.ts';

const direct = { navn: 'foedselsnummer', saerligGrunn: 'Kontroll mot eget register' };

/** Rules on the duty of confidentiality. */
export const confidentialityCases: Readonly<Record<string, LawCase>> = {
  'vedtak.taushetsplikt-missing': {
    code: 'T1',
    outcome: outcome('refuse', 'refuse'),
    triggers: { 'registre.0.taushetsplikt': [] },
  },
  'vedtak.exception-19b': {
    code: 'T2',
    outcome: outcome('warn', 'refuse'),
    triggers: only('kvalitet'),
  },
  'vedtak.direct-19b': {
    code: 'T3',
    outcome: outcome('refuse', 'refuse'),
    triggers: { 'registre.0.variabler': [direct] },
  },
  'vedtak.conditions-19b': {
    code: 'T4',
    outcome: outcome('note', 'refuse'),
    triggers: { 'vurderinger.konfidensialitet': undefined },
  },
  'vedtak.dispensation-provision': {
    code: 'T5',
    outcome: outcome('warn', 'refuse'),
    triggers: dispensed({ hjemmel: 'helsepersonelloven § 29' }),
    spares: dispensed({}),
  },
  'vedtak.dispensation-authority': {
    code: 'T6',
    outcome: outcome('warn', 'refuse'),
    triggers: dispensed({ myndighet: 'REK sør-øst' }),
    spares: dispensed({ myndighet: 'REK sør-øst' }, 'kvalitet'),
  },
  'vedtak.dispensation-incomplete': {
    code: 'T7',
    outcome: outcome('none', 'refuse'),
    triggers: dispensed({ referanse: undefined }),
    spares: dispensed({}),
  },
  'vedtak.personer-missing': {
    code: 'T8',
    outcome: outcome('warn', 'refuse'),
    triggers: { ...dispensed({}), 'databruker.personer': [] },
    spares: dispensed({}),
  },
  'vedtak.personer-beyond': {
    code: 'T8',
    outcome: outcome('warn', 'refuse'),
    triggers: dispensed({ personer: ['Prosjektleder p4410'] }),
    spares: dispensed({ personer: ['Statistiker p4410', 'Prosjektleder p4410'] }),
  },
  'vedtak.dispensation-conditions': {
    code: 'T9',
    outcome: outcome('note', 'note'),
    triggers: dispensed({ vilkaar: ['Skal ikke brukes etter 2028.'] }),
    spares: dispensed({}),
  },
  'vedtak.recruiting-journals': {
    code: 'T11',
    outcome: outcome('warn', 'refuse'),
    triggers: only('journal', samtykke),
  },
  'vedtak.observation': {
    code: 'T12',
    outcome: outcome('refuse', 'refuse'),
    triggers: { ...dispensed({}), 'prosjekt.observasjon': true },
    spares: { ...only('journal', samtykke), 'prosjekt.observasjon': true },
  },
  'vedtak.other-confidentiality': {
    code: 'T13',
    outcome: outcome('refuse', 'refuse'),
    triggers: linked(table('lovbestemt'), table('ssb')),
    spares: {
      ...linked(table('lovbestemt'), table('ssb')),
      tillatelser: [{ myndighet: 'SSB', referanse: '26/1', dato: '2026-01-02' }],
    },
  },
  'vedtak.internal-conditions': {
    code: 'T14',
    outcome: outcome('none', 'refuse'),
    triggers: only('journal', hpl26),
    spares: {
      ...only('journal', hpl26),
      'prosjekt.type': 'intern-kvalitetssikring',
      'databruker.yterHelsehjelp': true,
      'vurderinger.ledelsesbeslutning': 'Klinikksjefen 2026-05-01',
    },
  },
  'vedtak.not-identifying': {
    code: 'T15',
    outcome: outcome('refuse', 'refuse'),
    triggers: only('lovbestemt', anonym),
    spares: { ...only('lovbestemt', anonym), ...statistics },
  },
  'vedtak.deceased': { code: 'T16', outcome: outcome('note', 'note'), triggers: only('doedsfall') },
  'vedtak.older-citation': {
    code: 'T17',
    outcome: outcome('note', 'note'),
    triggers: dispensed({ hjemmel: 'helsepersonelloven § 29 b' }),
    spares: dispensed({ hjemmel: 'helsepersonelloven § 29' }, 'journal'),
  },
};
