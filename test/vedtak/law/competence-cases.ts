import { linked, only, table } from './law-case.ts';
import { hpl26, outcome, type LawCase } from './law-outcome.ts';

/** Rules on who may decide, and for what. */
export const competenceCases: Readonly<Record<string, LawCase>> = {
  'vedtak.register-not-included': {
    code: 'A1',
    outcome: outcome('refuse', 'none'),
    triggers: only('sent'),
  },
  'vedtak.competence': {
    code: 'A2',
    outcome: outcome('none', 'refuse'),
    triggers: { 'vedtak.hjemmel': 'ordinaer' },
  },
  'vedtak.exception-a': {
    code: 'A3',
    outcome: outcome('none', 'refuse'),
    triggers: { 'vedtak.hjemmel': 'unntak-10-3-a' },
  },
  'vedtak.exception-b': {
    code: 'A4',
    outcome: outcome('none', 'refuse'),
    triggers: { 'databruker.type': 'offentlig' },
  },
  'vedtak.transition': {
    code: 'A5',
    outcome: outcome('none', 'refuse'),
    triggers: { 'vedtak.hjemmel': 'overgang-11' },
  },
  'vedtak.earlier-decision': {
    code: 'A6',
    outcome: outcome('note', 'note'),
    triggers: only('sent'),
    never: ['H', 'H+'],
  },
  'vedtak.other-authority': {
    code: 'A7',
    outcome: outcome('none', 'warn'),
    triggers: only('kvalitet'),
    inF: { 'vedtak.myndighet': 'Helsedirektoratet' },
  },
  'vedtak.primary-use': {
    code: 'A9',
    outcome: outcome('refuse', 'refuse'),
    triggers: { 'prosjekt.type': 'helsehjelp' },
  },
  'vedtak.biological-material': {
    code: 'A10',
    outcome: outcome('note', 'note'),
    triggers: { 'prosjekt.biologiskMateriale': true },
  },
  'vedtak.svalbard': {
    code: 'A11',
    outcome: outcome('note', 'note'),
    triggers: { 'databruker.land': 'SJ' },
  },
  'vedtak.preparedness-ended': {
    code: 'A14',
    outcome: outcome('refuse', 'refuse'),
    triggers: only('beredt'),
  },
  'vedtak.no-application': {
    code: 'A15',
    outcome: outcome('note', 'none'),
    triggers: { 'vedtak.soeknadMottatt': undefined },
  },
  'vedtak.other-disclosures': {
    code: 'A18',
    outcome: outcome('warn', 'note'),
    triggers: { 'vurderinger.andreUtleveringer': 'Samme personer i sak 2025/1' },
  },
  'vedtak.register-purpose': {
    code: 'P2',
    outcome: outcome('warn', 'refuse'),
    triggers: { ...only('kvalitet'), 'prosjekt.formaal': 'styring' },
  },
  'vedtak.purpose-wide': {
    code: 'P3',
    outcome: outcome('warn', 'warn'),
    triggers: { 'prosjekt.tittel': 'Forskningsprosjekt', 'prosjekt.beskrivelse': 'Forskning' },
  },
  'vedtak.innovation': {
    code: 'P4',
    outcome: outcome('refuse', 'refuse'),
    triggers: { 'prosjekt.type': 'innovasjon' },
  },
  'vedtak.purpose-unclear': {
    code: 'P5',
    outcome: outcome('warn', 'warn'),
    triggers: { 'prosjekt.type': 'beslutningsstoette' },
  },
  'vedtak.helseforskning-purpose': {
    code: 'P6',
    outcome: outcome('refuse', 'refuse'),
    triggers: { 'prosjekt.formaal': 'styring' },
  },
  'vedtak.quality-or-research': {
    code: 'P7',
    outcome: outcome('note', 'note'),
    triggers: { 'prosjekt.type': 'kvalitetsforbedring' },
  },
  'vedtak.internal-quality': {
    code: 'P8',
    outcome: outcome('refuse', 'refuse'),
    triggers: linked(table('journal', hpl26), table('annenjournal', hpl26)),
  },
  'vedtak.same-purpose': {
    code: 'P9',
    outcome: outcome('note', 'warn'),
    triggers: { 'vurderinger.sammeFormaal': undefined },
  },
};
