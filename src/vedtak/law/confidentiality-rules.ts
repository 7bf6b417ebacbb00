import { shownText } from '../../document/shown-value.ts';
import { directlyIdentifying } from './direct-identifiers.ts';
import { basesOf, hasBasis, isOutside, isTreatment, registersOf, tablesOf } from './facts.ts';
import { hasGrant } from './grants.ts';
import { hitIf, type LawRule } from './law-rule.ts';

/** Part T, without dispensations: what lifts the duty of confidentiality, for each source and each group of persons. */
export const confidentialityRules: readonly LawRule[] = [
  {
    code: 'T1',
    problem: 'vedtak.taushetsplikt-missing',
    title: 'No basis is named for a source',
    tittel: 'Det er ikke oppgitt grunnlag for å gjøre unntak fra taushetsplikten for en kilde',
    basis: 'hregl § 19 a',
    source: 'HN',
    outcome: { H: 'refuse', F: 'refuse' },
    find: ({ vedtak }) =>
      vedtak.registre.flatMap(({ register, tabell, taushetsplikt }, i) =>
        hitIf(
          taushetsplikt.length === 0,
          ['registre', i, 'taushetsplikt'],
          `an empty list for ${register}.${tabell}`,
        ),
      ),
    expected: 'at least one ground that lifts the duty of confidentiality',
    fix: 'add the ground for each group of persons',
  },
  {
    code: 'T2',
    problem: 'vedtak.exception-19b',
    title: '§ 19 b is used for a register that is not established under § 11',
    tittel: '§ 19 b er brukt for et register som ikke er hjemlet i § 11',
    basis: 'hregl §§ 11, 19 b',
    source: 'HN',
    outcome: { H: 'warn', F: 'refuse' },
    find: (facts) =>
      basesOf(facts)
        .filter(({ value, register }) => value.type === 'unntak-19b' && !register.paragraf11)
        .map(({ path, register }) => ({
          path: [...path, 'type'],
          got: `unntak-19b for ${register.id}, which is not statutory`,
        })),
    expected: 'consent or a dispensation, since § 19 b is for statutory registers',
    fix: 'name the basis that the decision gives for this register',
  },
  {
    code: 'T3',
    problem: 'vedtak.direct-19b',
    title: '§ 19 b is used while a direct identifier is delivered',
    tittel: '§ 19 b er brukt, men en direkte identifiserende variabel er med',
    basis: 'hregl § 19 b',
    source: 'HN',
    outcome: { H: 'refuse', F: 'refuse' },
    find: (facts) =>
      tablesOf(facts)
        .filter(({ value }) => value.taushetsplikt.some(({ type }) => type === 'unntak-19b'))
        .flatMap((table) => directlyIdentifying(table)),
    expected: 'indirectly identifying data only',
    fix: 'leave the variable out, or name another basis that the decision gives',
  },
  {
    code: 'T4',
    problem: 'vedtak.conditions-19b',
    title:
      'The file does not say that integrity and confidentiality are safeguarded, and the use of essential interest',
    tittel:
      'Det er ikke oppgitt hvordan integritet og konfidensialitet er ivaretatt, og hvorfor bruken er av vesentlig interesse',
    basis: 'hregl § 19 b',
    source: 'NV',
    outcome: { H: 'note', F: 'refuse' },
    find: (facts) => {
      const { vesentligInteresse, konfidensialitet } = facts.vedtak.vurderinger;
      if (!hasBasis(facts, 'unntak-19b')) return [];
      return [
        ...hitIf(vesentligInteresse === undefined, ['vurderinger', 'vesentligInteresse'], 'nothing'),
        ...hitIf(konfidensialitet === undefined, ['vurderinger', 'konfidensialitet'], 'nothing'),
      ];
    },
    expected: 'the reasons why both conditions of § 19 b are met',
    fix: 'add them to vurderinger',
  },
  {
    code: 'T11',
    problem: 'vedtak.recruiting-journals',
    title: 'Journals are looked up to recruit: a dispensation is needed even if people consent afterwards',
    tittel:
      'Det søkes i journaler for å rekruttere: det krever dispensasjon, også når personene samtykker etterpå',
    basis: 'hpl § 29',
    source: 'NV',
    outcome: { H: 'warn', F: 'refuse' },
    find: (facts) => {
      const { utvalg, rettsgrunnlag } = facts.vedtak;
      const draws = [utvalg.kilde, ...(utvalg.kilder ?? [])].flatMap((kilde) => kilde?.register ?? []);
      const journals = registersOf(facts).filter(
        ({ value }) => isTreatment(value) && draws.includes(value.id),
      );
      return hitIf(
        journals.length > 0 && hasBasis(facts, 'samtykke') && rettsgrunnlag.dispensasjoner.length === 0,
        ['utvalg'],
        'journals as the source, and consent alone',
      );
    },
    expected: 'a dispensation for the search in journals',
    fix: 'add the dispensation to rettsgrunnlag.dispensasjoner',
  },
  {
    code: 'T12',
    problem: 'vedtak.observation',
    title: 'Data from observation in care: no dispensation is possible, only prior consent',
    tittel:
      'Opplysninger fra observasjon av helsehjelp: dispensasjon er ikke mulig, bare samtykke på forhånd',
    basis: 'hpl § 29',
    source: 'NV',
    outcome: { H: 'refuse', F: 'refuse' },
    find: (facts) =>
      facts.vedtak.prosjekt.observasjon
        ? basesOf(facts)
            .filter(({ value }) => value.type !== 'samtykke')
            .map(({ path, value }) => ({ path: [...path, 'type'], got: value.type }))
        : [],
    expected: 'the prior consent of the patient or a relative',
    fix: 'leave out those who have not consented before',
  },
  {
    code: 'T13',
    problem: 'vedtak.other-confidentiality',
    title: 'Other confidential data without consent, and no decision of the authority concerned',
    tittel:
      'Andre taushetsbelagte opplysninger uten samtykke, og uten vedtak fra den myndigheten det gjelder',
    basis: 'sector law',
    source: 'NV',
    outcome: { H: 'refuse', F: 'refuse' },
    find: (facts) =>
      tablesOf(facts)
        .filter(({ register }) => isOutside(register))
        .filter(({ value }) =>
          value.taushetsplikt.some(({ type }) => type !== 'samtykke' && type !== 'dispensasjon'),
        )
        .filter(({ register }) => !hasGrant(facts.vedtak, register))
        .map(({ path, register }) => ({ path: [...path, 'taushetsplikt'], got: `none for ${register.id}` })),
    expected: 'consent, or the decision of the ministry or directorate concerned among tillatelser',
    fix: 'add the decision to tillatelser',
  },
  {
    code: 'T14',
    problem: 'vedtak.internal-conditions',
    title:
      'Internal quality assurance, and the institution gives no care or its management has not decided it',
    tittel:
      'Intern kvalitetssikring, men virksomheten yter ikke helsehjelp, eller ledelsen har ikke besluttet den',
    basis: 'hpl § 26; pjl § 6',
    source: 'AF NV',
    outcome: { H: 'none', F: 'refuse' },
    find: (facts) => {
      const { prosjekt, databruker, vurderinger } = facts.vedtak;
      const internal = prosjekt.type === 'intern-kvalitetssikring';
      if (!internal && !hasBasis(facts, 'hpl-26')) return [];
      return [
        ...hitIf(!internal, ['prosjekt', 'type'], prosjekt.type ?? 'nothing'),
        ...hitIf(!databruker.yterHelsehjelp, ['databruker', 'yterHelsehjelp'], 'false'),
        ...hitIf(
          vurderinger.ledelsesbeslutning === undefined,
          ['vurderinger', 'ledelsesbeslutning'],
          'nothing',
        ),
      ];
    },
    expected:
      'an institution that gives care, and the decision of its management on the intern-kvalitetssikring',
    fix: 'record both, or obtain consent or a dispensation',
  },
  {
    code: 'T15',
    problem: 'vedtak.not-identifying',
    title:
      'ikke-personidentifiserbart together with individual records: a code with a key anywhere is personal data',
    tittel:
      'Oppgitt som ikke personidentifiserbart, men på personnivå: en kode som det finnes en nøkkel til noe sted, er en personopplysning',
    basis: 'GDPR article 4 no. 5, recital 26',
    source: 'NV',
    outcome: { H: 'refuse', F: 'refuse' },
    find: ({ vedtak: { registre, utlevering } }) =>
      registre.flatMap(({ taushetsplikt }, i) =>
        taushetsplikt.flatMap(({ type }, j) =>
          hitIf(
            type === 'ikke-personidentifiserbart' && utlevering.form !== 'statistikk',
            ['registre', i, 'taushetsplikt', j, 'type'],
            `ikke-personidentifiserbart with the form ${utlevering.form}`,
          ),
        ),
      ),
    expected: 'another ground: ikke-personidentifiserbart goes with the form statistikk only',
    fix: 'name the ground of the decision; records with a løpenummer are personal data',
  },
  {
    code: 'T16',
    problem: 'vedtak.deceased',
    title: 'Deceased persons have the same protection',
    tittel: 'Døde personer har det samme vernet',
    basis: 'hregl § 3; hpl § 21',
    source: 'HN',
    outcome: { H: 'note', F: 'note' },
    quotes: true,
    find: (facts) =>
      tablesOf(facts)
        .filter(({ register }) => register.nasjonalLoesning?.bokstav === 'a')
        .map(({ path, register }) => ({ path: [...path, 'register'], got: register.id })),
    expected: 'no rule relaxed for a register of deaths',
    fix: 'nothing more: every rule here holds for the dead as well',
  },
  {
    code: 'T17',
    problem: 'vedtak.older-citation',
    title: 'A provision from before the present scheme is cited: right in old decisions, not in new ones',
    tittel: 'Det er vist til en bestemmelse fra før dagens ordning: riktig i eldre vedtak, ikke i nye',
    basis: 'hpl § 29 b; hfl §§ 15, 28, 35',
    source: 'SV',
    outcome: { H: 'note', F: 'note' },
    quotes: true,
    find: ({ vedtak: { rettsgrunnlag } }) =>
      rettsgrunnlag.dispensasjoner.flatMap(({ hjemmel }, i) =>
        hitIf(OLDER.test(hjemmel), ['rettsgrunnlag', 'dispensasjoner', i, 'hjemmel'], shownText(hjemmel)),
      ),
    expected: 'helseregisterloven § 19 e or helsepersonelloven § 29',
    fix: 'nothing more for a decision of that time',
  },
];

/** The older dispensations, as decisions cite them. */
const OLDER =
  /(?:helsepersonellov\w*|hpl\.?)\s*§\s*29\s*b|(?:helseforskningslov\w*|hfl\.?)\s*§§?\s*(?:15|28|35)\b/iu;
