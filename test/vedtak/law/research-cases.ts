import { only } from './law-case.ts';
import { anonym, statistics, outcome, type LawCase } from './law-outcome.ts';

/** Rules on approval by REK, minimisation and form. */
export const researchCases: Readonly<Record<string, LawCase>> = {
  'vedtak.rek-missing': {
    code: 'R1',
    outcome: outcome('warn', 'refuse'),
    triggers: { 'rettsgrunnlag.rek': undefined },
  },
  'vedtak.rek-late': {
    code: 'R2',
    outcome: outcome('warn', 'refuse'),
    triggers: { 'rettsgrunnlag.rek.dato': '2026-08-04' },
    spares: { 'rettsgrunnlag.rek.dato': '2026-08-03' },
  },
  'vedtak.rek-not-required': {
    code: 'R3',
    outcome: outcome('note', 'note'),
    triggers: { 'prosjekt.helseforskning': false, 'rettsgrunnlag.rek': undefined },
  },
  'vedtak.rek-dismissed': {
    code: 'R4',
    outcome: outcome('note', 'note'),
    triggers: { 'rettsgrunnlag.rekAvvist': { referanse: 'REK 1', dato: '2026-02-02' } },
  },
  'vedtak.rek-change': {
    code: 'R5',
    outcome: outcome('warn', 'refuse'),
    triggers: { 'vedtak.endrer': '2026/01200' },
    spares: {
      'vedtak.endrer': '2026/01200',
      'rettsgrunnlag.rek.endring': { referanse: 'REK 2', dato: '2026-08-01' },
    },
  },
  'vedtak.material-approval': {
    code: 'R6',
    outcome: outcome('note', 'warn'),
    triggers: { 'prosjekt.biologiskMateriale': true, 'rettsgrunnlag.rek': undefined },
    spares: { 'prosjekt.biologiskMateriale': true },
  },
  'vedtak.clinical-trial': {
    code: 'R7',
    outcome: outcome('note', 'warn'),
    triggers: { 'prosjekt.kliniskUtproeving': true },
  },
  'vedtak.anonymous-research': {
    code: 'R8',
    outcome: outcome('note', 'note'),
    triggers: { ...statistics, 'prosjekt.helseforskning': false },
    spares: statistics,
  },
  'vedtak.detail-reason': {
    code: 'M4',
    outcome: outcome('note', 'warn'),
    triggers: { 'registre.0.variabler.0.begrunnelse': undefined },
  },
  'vedtak.real-dates': {
    code: 'M5',
    outcome: outcome('note', 'warn'),
    triggers: { 'registre.0.variabler.1': { navn: 'dato', begrunnelse: 'Sesong' } },
    spares: { 'registre.0.variabler.1': { navn: 'dato', minimering: { type: 'dato', nivaa: 'aar' } } },
  },
  'vedtak.kanal-begrunnelse': {
    code: 'M6',
    outcome: outcome('warn', 'warn'),
    triggers: { 'utlevering.kanal': 'utlevering' },
    spares: { 'utlevering.kanal': 'utlevering', 'utlevering.begrunnelse': 'Eget sikret miljø' },
  },
  'vedtak.safeguards': {
    code: 'M8',
    outcome: outcome('note', 'refuse'),
    triggers: { 'vurderinger.sikkerhet': undefined },
  },
  'vedtak.ubetenkelig': {
    code: 'M9',
    outcome: outcome('note', 'refuse'),
    triggers: { 'vurderinger.ubetenkelig': undefined },
  },
  'vedtak.special-conditions': {
    code: 'M10',
    outcome: outcome('note', 'note'),
    triggers: { 'vedtak.vilkaar': ['Datasettet skal slettes ved prosjektslutt.'] },
  },
  'vedtak.dpia-condition': {
    code: 'M11',
    outcome: outcome('note', 'note'),
    triggers: { 'vedtak.vilkaar': ['Det skal gjøres en DPIA.'] },
    spares: { 'vedtak.vilkaar': ['Datasettet skal slettes ved prosjektslutt.'] },
  },
  'vedtak.not-anonymous': {
    code: 'M12',
    outcome: outcome('refuse', 'refuse'),
    triggers: {
      ...only('lovbestemt', anonym),
      'vurderinger.anonymitet': { utpeke: false, sammenkoble: true, utlede: false },
    },
    spares: {
      ...only('lovbestemt', anonym),
      'vurderinger.anonymitet': { utpeke: false, sammenkoble: false, utlede: false },
    },
  },
  'vedtak.anonymity-unanswered': {
    code: 'M12',
    outcome: outcome('note', 'note'),
    triggers: only('lovbestemt', anonym),
  },
  'vedtak.statistics': { code: 'M14', outcome: outcome('note', 'note'), triggers: statistics },
  'vedtak.no-passing-on': { code: 'M15', outcome: outcome('note', 'note'), triggers: {}, spares: statistics },
  'vedtak.inside': {
    code: 'M16',
    outcome: outcome('note', 'note'),
    triggers: {},
    spares: { 'databruker.type': 'offentlig' },
  },
};
