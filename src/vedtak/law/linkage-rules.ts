import { roleOf } from './authorities.ts';
import { isIncluded, isOutside, registersOf, usesIncluded, type Facts } from './facts.ts';
import { hasGrant, isForvalterOf } from './grants.ts';
import { hitIf, type Hit, type LawRule } from './law-rule.ts';

/** Part K: what may be linked, by whom and how. */
export const linkageRules: readonly LawRule[] = [
  {
    code: 'K1',
    problem: 'vedtak.not-linkable',
    title: 'An avidentifisert register together with any other source, own data or biological material',
    tittel: 'Et avidentifisert register sammen med en annen kilde, egne data eller biologisk materiale',
    basis: 'register regulations',
    source: 'SV',
    outcome: { H: 'refuse', F: 'refuse' },
    find: (facts) => {
      const { prosjekt } = facts.vedtak;
      const all = registersOf(facts);
      const linked = all.length > 1 || prosjekt.egneData || prosjekt.biologiskMateriale;
      return all
        .filter(({ value }) => linked && value.identifikasjon === 'avidentifisert')
        .map(({ path, value }) => ({ path: [...path, 'register'], got: `${value.id} with another source` }));
    },
    expected: 'an avidentifisert register alone',
    fix: 'leave the register out, or deliver it under a decision of its own',
  },
  {
    code: 'K2',
    problem: 'vedtak.linkage-executor',
    title:
      'Linkage of an included register by anyone but the databruker or a registerforvalter; Helsedataservice only as processor in an analysis room',
    tittel:
      'Et innlemmet register kobles av en annen enn databrukeren eller en registerforvalter; Helsedataservice kan bare gjøre det som databehandler i et analyserom',
    basis: 'reg. § 5',
    source: 'HN',
    outcome: { H: 'refuse', F: 'none' },
    find: (facts) => {
      const { kobling, utlevering } = facts.vedtak;
      const asProcessor = utlevering.kanal === 'analyserom';
      return hitIf(
        usesIncluded(facts) && kobling.utfoeresAv === 'Helsedataservice' && !asProcessor,
        ['kobling', 'utfoeresAv'],
        'Helsedataservice outside an analyserom',
      );
    },
    expected: 'databruker, or the registerforvalter that Helsedataservice points out',
    fix: 'correct kobling.utfoeresAv or utlevering.kanal as the decision says',
  },
  {
    code: 'K4',
    problem: 'vedtak.controller-missing',
    title: 'A register that is not included is linked without the decision of its own controller',
    tittel: 'Et register som ikke er innlemmet, kobles uten vedtak fra den som er dataansvarlig for det',
    basis: 'reg. § 5; HN 5.5.4',
    source: 'HN',
    outcome: { H: 'refuse', F: 'refuse' },
    find: (facts) => linkedWithoutGrant(facts),
    expected: 'a decision of the register’s own controller among tillatelser',
    fix: 'add the controller’s decision to tillatelser: myndighet, referanse and dato',
  },
  {
    code: 'K5',
    problem: 'vedtak.folkeregisteret',
    title: 'Folkeregisteret as a source without the permission of Skatteetaten',
    tittel: 'Folkeregisteret som kilde uten tillatelse fra Skatteetaten',
    basis: 'HN 5.2',
    source: 'SV HN',
    outcome: { H: 'refuse', F: 'refuse' },
    find: (facts) => withoutGrant(facts, true),
    expected: 'the permission of Skatteetaten among tillatelser',
    fix: 'add it; demographic variables that a health register holds itself need none',
  },
  {
    code: 'K6',
    problem: 'vedtak.other-controller',
    title: 'Statistisk sentralbyrå or another source, without the permission of its controller',
    tittel: 'Statistisk sentralbyrå eller en annen kilde uten tillatelse fra den som er dataansvarlig',
    basis: 'HN 5.5.4',
    source: 'HN',
    outcome: { H: 'refuse', F: 'refuse' },
    find: (facts) => withoutGrant(facts, false),
    expected: 'the permission of the controller among tillatelser',
    fix: 'apply to the controller, and to the authority competent for dispensation; add the permission to tillatelser',
  },
  {
    code: 'K8',
    problem: 'vedtak.numbers-assigned',
    title: 'Helsedataservice has assigned the løpenumre, and the forvalter would use others',
    tittel: 'Helsedataservice har tildelt løpenumrene, men registerforvalter ville bruke andre',
    basis: 'reg. § 5',
    source: 'HN',
    outcome: { H: 'refuse', F: 'refuse' },
    find: ({ vedtak: { kobling } }) => {
      const { metode, tildeltAv } = kobling.loepenummer;
      return hitIf(
        tildeltAv === 'Helsedataservice' && metode !== 'noekkelfil',
        ['kobling', 'loepenummer', 'metode'],
        metode,
      );
    },
    expected: 'noekkelfil, the numbers that Helsedataservice hands over',
    fix: 'use the file of Helsedataservice, or correct tildeltAv',
  },
  {
    code: 'K9',
    problem: 'vedtak.referansedato-apart',
    title:
      'Dates of several registers with differing referansedato: each forvalter delivers on her own, and only one of them can know it. Within a decision file there is one',
    tittel:
      'Datoer fra flere registre med hver sin referansedato: registerforvalterne utleverer hver for seg, og bare én av dem kan kjenne den',
    basis: '-',
    source: 'SV',
    outcome: { H: 'refuse', F: 'refuse' },
    find: ({ vedtak: { kobling, referansedato } }) =>
      hitIf(
        kobling.modell === 'distribuert' && referansedato !== undefined && referansedato.metode !== 'fast',
        ['referansedato', 'metode'],
        `${referansedato?.metode ?? ''}, which no key file may carry`,
      ),
    expected: 'one date for all (fast), agreed between the forvaltere',
    fix: 'use metode fast with the date agreed, leave dates to other minimisation, or link sentralisert',
  },
  {
    code: 'K8',
    problem: 'vedtak.identifiers-travel',
    title: 'Identifiers travel between forvaltere, since one draws the løpenumre for all',
    tittel: 'Fødselsnumre sendes mellom registerforvaltere, siden én av dem trekker løpenumrene for alle',
    basis: 'reg. § 5',
    source: 'HN',
    outcome: { H: 'warn', F: 'warn' },
    find: (facts) => {
      const { kobling } = facts.vedtak;
      const named = new Set(registersOf(facts).map(({ value }) => value.forvalter)).size;
      const forvaltere = Math.max(named, 1 + kobling.parter.length);
      return hitIf(
        forvaltere > 1 && travels(kobling) && isDrawnByParty(kobling.loepenummer),
        ['kobling', 'loepenummer'],
        `${forvaltere} forvaltere and numbers drawn by one of them`,
      );
    },
    expected: 'numbers assigned by Helsedataservice, or derived by each forvalter',
    fix: 'ask Helsedataservice to assign the numbers, or use metode avledet',
  },
];

/** Whether the numbers go with identifiers from one party to another. */
const travels = ({ modell, parter }: Facts['vedtak']['kobling']): boolean =>
  modell === 'distribuert' || parter.some(({ noekkelTil }) => noekkelTil !== undefined);

/** Whether one of the forvaltere has drawn the numbers, be it this one or another. */
const isDrawnByParty = ({ metode, tildeltAv }: Facts['vedtak']['kobling']['loepenummer']): boolean =>
  metode === 'tilfeldig' || (metode === 'noekkelfil' && tildeltAv === 'registerforvalter');

/** Registers outside helseregisterloven whose controller has given no permission; Folkeregisteret is Skatteetaten’s. */
const withoutGrant = (facts: Facts, ofPopulation: boolean): readonly Hit[] =>
  registersOf(facts)
    .filter(({ value }) => isOutside(value))
    .filter(({ value }) => (roleOf(value.forvalter) === 'skatteetaten') === ofPopulation)
    .filter(({ value }) => !hasGrant(facts.vedtak, value))
    .map(({ path, value }) => ({ path: [...path, 'register'], got: `none for ${value.id}` }));

/** In mode F one forvalter is the one who decides: the registers of the first need no other decision. */
function linkedWithoutGrant(facts: Facts): readonly Hit[] {
  const { mode, vedtak } = facts;
  const all = registersOf(facts);
  if (all.length < 2) return [];
  const own = all.find(({ value }) => isForvalterOf(vedtak.vedtak.myndighet, value))?.value.forvalter;
  return all
    .filter(({ value }) => !isOutside(value) && !isIncluded(value, vedtak.vedtak.dato))
    .filter(({ value }) => !(mode === 'F' && value.forvalter === own) && !hasGrant(vedtak, value))
    .map(({ path, value }) => ({ path: [...path, 'register'], got: `none for ${value.id}` }));
}
