import { linked, only, table, type Patch } from './law-case.ts';
import { samtykke, statistics, outcome, type LawCase } from './law-outcome.ts';

const consent = (facts: object): Patch => ({
  'rettsgrunnlag.artikkel9': ['a'],
  'rettsgrunnlag.samtykke': facts,
});

/** A linkage with another party, who gets a key file where the numbers are drawn. */
const distributed = (metode: 'tilfeldig' | 'avledet') => ({
  modell: 'distribuert',
  parter: [
    {
      forvalter: 'Folkehelseinstituttet',
      registre: ['doedsfall'],
      ...(metode === 'tilfeldig' && { noekkelTil: [AGE] }),
    },
  ],
  loepenummer: { metode },
});

const AGE = 'age103ptz4vnq7lr0yfywd9la6gmm8aht7m5mh9rg0yg28xqutwgx3nqsl4d2z';

/** Rules on linkage, consent, record, retention and transfer. */
export const conductCases: Readonly<Record<string, LawCase>> = {
  'vedtak.not-linkable': {
    code: 'K1',
    outcome: outcome('refuse', 'refuse'),
    triggers: { ...only('nois'), 'prosjekt.egneData': true },
    spares: only('nois'),
  },
  'vedtak.linkage-executor': {
    code: 'K2',
    outcome: outcome('refuse', 'none'),
    triggers: {
      ...linked(table('lovbestemt'), table('annetlovbestemt')),
      'kobling.utfoeresAv': 'Helsedataservice',
      'utlevering.kanal': 'utlevering',
    },
    spares: {
      ...linked(table('lovbestemt'), table('annetlovbestemt')),
      'kobling.utfoeresAv': 'Helsedataservice',
    },
  },
  'vedtak.controller-missing': {
    code: 'K4',
    outcome: outcome('refuse', 'refuse'),
    triggers: linked(table('lovbestemt'), table('kvalitet', samtykke)),
    spares: {
      ...linked(table('lovbestemt'), table('kvalitet', samtykke)),
      tillatelser: [{ myndighet: 'Helse Bergen HF', referanse: '26/1', dato: '2026-01-02' }],
    },
  },
  'vedtak.folkeregisteret': {
    code: 'K5',
    outcome: outcome('refuse', 'refuse'),
    triggers: linked(table('lovbestemt'), table('freg', samtykke)),
    spares: {
      ...linked(table('lovbestemt'), table('freg', samtykke)),
      tillatelser: [{ myndighet: 'Skattedirektoratet', referanse: '26/1', dato: '2026-01-02' }],
    },
  },
  'vedtak.other-controller': {
    code: 'K6',
    outcome: outcome('refuse', 'refuse'),
    triggers: linked(table('lovbestemt'), table('ssb', samtykke)),
    spares: linked(table('lovbestemt'), table('freg', samtykke)),
  },
  'vedtak.numbers-assigned': {
    code: 'K8',
    outcome: outcome('refuse', 'refuse'),
    triggers: { 'kobling.loepenummer.tildeltAv': 'Helsedataservice' },
    spares: { 'kobling.loepenummer': { metode: 'noekkelfil', tildeltAv: 'Helsedataservice' } },
  },
  'vedtak.identifiers-travel': {
    code: 'K8',
    outcome: outcome('warn', 'warn'),
    triggers: {
      ...linked(table('lovbestemt'), table('kvalitet', samtykke)),
      kobling: distributed('tilfeldig'),
    },
    spares: {
      ...linked(table('lovbestemt'), table('kvalitet', samtykke)),
      kobling: distributed('avledet'),
    },
  },
  'vedtak.referansedato-apart': {
    code: 'K9',
    outcome: outcome('refuse', 'refuse'),
    triggers: {
      kobling: distributed('tilfeldig'),
      referansedato: { metode: 'tilfeldig', maksDager: 30 },
    },
    spares: {
      kobling: distributed('tilfeldig'),
      referansedato: { metode: 'fast', dato: '2020-01-01', levering: 'dager' },
    },
  },
  'vedtak.consent-invalid': {
    code: 'C4',
    outcome: outcome('warn', 'refuse'),
    triggers: consent({ mangler: ['informert'] }),
    spares: consent({}),
  },
  'vedtak.consent-imbalance': {
    code: 'C5',
    outcome: outcome('note', 'warn'),
    triggers: consent({ maktubalanse: true }),
    spares: consent({}),
  },
  'vedtak.consent-capacity': {
    code: 'C6',
    outcome: outcome('warn', 'refuse'),
    triggers: consent({ utenSamtykkekompetanse: true }),
    spares: consent({}),
  },
  'vedtak.consent-children': {
    code: 'C7',
    outcome: outcome('warn', 'refuse'),
    triggers: consent({ egetSamtykkeFra: 15 }),
    spares: consent({ egetSamtykkeFra: 16 }),
  },
  'vedtak.inform-registered': {
    code: 'D11',
    outcome: outcome('note', 'note'),
    triggers: {},
    spares: statistics,
  },
  'vedtak.access-list': {
    code: 'O5',
    outcome: outcome('note', 'note'),
    triggers: { 'databruker.personer': [] },
  },
  'vedtak.attachments': {
    code: 'O6',
    outcome: outcome('note', 'warn'),
    triggers: { 'vurderinger.vedlegg': ['protokoll'] },
  },
  'vedtak.dpia': { code: 'DPIA', outcome: outcome('note', 'note'), triggers: {}, spares: statistics },
  'vedtak.erasure-late': {
    code: 'S2',
    outcome: outcome('warn', 'warn'),
    triggers: { 'utlevering.slettes': '2029-12-31' },
    spares: { 'utlevering.slettes': '2029-12-31', 'utlevering.slettesBegrunnelse': 'Etterprøving' },
  },
  'vedtak.after-control': {
    code: 'S3',
    outcome: outcome('warn', 'warn'),
    triggers: { 'utlevering.slettes': '2034-01-01', 'rettsgrunnlag.rek.etterkontroll': true },
    spares: { 'utlevering.slettes': '2033-12-31', 'rettsgrunnlag.rek.etterkontroll': true },
  },
  'vedtak.trial-storage': {
    code: 'S4',
    outcome: outcome('note', 'note'),
    triggers: { 'prosjekt.kliniskUtproeving': true },
  },
  'vedtak.validity-long': {
    code: 'S7',
    outcome: outcome('warn', 'warn'),
    triggers: { 'vedtak.gyldigTil': '2029-01-01' },
    spares: { 'vedtak.gyldigTil': '2028-12-31' },
  },
  'vedtak.transfer-basis': {
    code: 'U2',
    outcome: outcome('refuse', 'refuse'),
    triggers: { 'utlevering.land': 'US' },
    spares: { 'utlevering.land': 'IS' },
  },
  'vedtak.transfer-measures': {
    code: 'U3',
    outcome: outcome('warn', 'refuse'),
    triggers: {
      'databruker.land': 'US',
      'databruker.overfoeringsgrunnlag': 'Standardbestemmelser (2021/914)',
    },
    spares: { 'databruker.land': 'GB', 'databruker.overfoeringsgrunnlag': 'Beslutning etter artikkel 45' },
  },
  'vedtak.abroad-conditions': {
    code: 'U4',
    outcome: outcome('note', 'warn'),
    triggers: { 'databruker.land': 'SE' },
  },
  'vedtak.abroad-processor': {
    code: 'U5',
    outcome: outcome('note', 'warn'),
    triggers: { 'databruker.land': 'SE' },
    spares: { 'databruker.land': 'SE', 'databruker.databehandleravtale': 'Avtale 2026-04-01' },
  },
  'vedtak.public-cloud': {
    code: 'U6',
    outcome: outcome('note', 'warn'),
    triggers: { 'utlevering.offentligSky': true },
  },
  'vedtak.room-processor': {
    code: 'U7',
    outcome: outcome('note', 'note'),
    triggers: {},
    spares: { 'utlevering.kanal': 'utlevering' },
  },
};
