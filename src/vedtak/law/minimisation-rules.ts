import { shownText } from '../../document/shown-value.ts';
import { detailed, realDates } from './detail.ts';
import { hasBasis, tablesOf } from './facts.ts';
import { hitIf, type LawRule } from './law-rule.ts';

/** Part M: no more, and no more identifying, than the purpose needs; the form of the disclosure. */
export const minimisationRules: readonly LawRule[] = [
  {
    code: 'M4',
    problem: 'vedtak.detail-reason',
    title:
      'No reason is given for detail in characteristics, geography, time stamps, diagnosis or procedure codes',
    tittel:
      'Det er ikke begrunnet hvorfor kjennetegn, geografi, tidspunkter, diagnose- eller prosedyrekoder er så detaljerte',
    basis: 'hregl § 19 a',
    source: 'SV',
    outcome: { H: 'note', F: 'warn' },
    quotes: true,
    find: (facts) => tablesOf(facts).flatMap(detailed),
    expected: 'a reason for each variable delivered in full detail',
    fix: 'add begrunnelse to the variables, or a minimering',
  },
  {
    code: 'M5',
    problem: 'vedtak.real-dates',
    title: 'Real dates count as specially sensitive',
    tittel: 'Virkelige datoer regnes som særlig følsomme',
    basis: '-',
    source: 'SV',
    outcome: { H: 'note', F: 'warn' },
    quotes: true,
    find: (facts) => tablesOf(facts).flatMap(realDates),
    expected: 'dates relative to a referansedato, or truncated',
    fix: 'suggest a referansedato, month or year',
  },
  {
    code: 'M6',
    problem: 'vedtak.kanal-begrunnelse',
    title:
      'Personal data neither in a closed, secure analysis infrastructure nor with a stated necessity for another way',
    tittel:
      'Personopplysninger verken i en lukket, sikker analyseinfrastruktur eller med begrunnelse for at en annen måte er nødvendig',
    basis: 'reg. § 4 second paragraph',
    source: 'HN',
    outcome: { H: 'warn', F: 'warn' },
    find: ({ vedtak: { utlevering } }) =>
      hitIf(
        utlevering.kanal === 'utlevering' &&
          utlevering.form === 'individdata' &&
          utlevering.begrunnelse === undefined,
        ['utlevering', 'begrunnelse'],
        'nothing',
      ),
    expected: 'utlevering.begrunnelse, since the data leave outside an analyserom',
    fix: 'add why it is necessary, as the decision says, or set kanal to analyserom',
  },
  {
    code: 'M8',
    problem: 'vedtak.safeguards',
    title: 'The user’s technical and organisational safeguards are not described',
    tittel: 'Databrukerens tekniske og organisatoriske tiltak er ikke beskrevet',
    basis: 'hregl § 19 a',
    source: 'HN',
    outcome: { H: 'note', F: 'refuse' },
    find: ({ vedtak: { vurderinger } }) =>
      hitIf(vurderinger.sikkerhet === undefined, ['vurderinger', 'sikkerhet'], 'nothing'),
    expected: 'the safeguards',
    fix: 'add vurderinger.sikkerhet',
  },
  {
    code: 'M9',
    problem: 'vedtak.ubetenkelig',
    title:
      'Not stated that disclosure is unobjectionable on ethical, medical and health-professional grounds',
    tittel:
      'Det er ikke oppgitt at utleveringen er ubetenkelig ut fra etiske, medisinske og helsefaglige hensyn',
    basis: 'hregl § 19 a',
    source: 'HN',
    outcome: { H: 'note', F: 'refuse' },
    find: ({ vedtak: { vurderinger } }) =>
      hitIf(vurderinger.ubetenkelig === undefined, ['vurderinger', 'ubetenkelig'], 'nothing'),
    expected: 'why it is ubetenkelig',
    fix: 'add vurderinger.ubetenkelig',
  },
  {
    code: 'M10',
    problem: 'vedtak.special-conditions',
    title: 'Special conditions of the decision, carried into følgebrev and deadlines',
    tittel: 'Særlige vilkår i vedtaket følger opplysningene',
    basis: 'hregl § 19 a fourth paragraph; reg. § 4 fourth paragraph',
    source: 'HN',
    outcome: { H: 'note', F: 'note' },
    find: ({ vedtak: { vedtak } }) =>
      vedtak.vilkaar.map((vilkaaret, i) => ({ path: ['vedtak', 'vilkaar', i], got: shownText(vilkaaret) })),
    expected: 'conditions known to the databruker',
    fix: 'keep to it; it follows the data',
  },
  {
    code: 'M11',
    problem: 'vedtak.dpia-condition',
    title: 'A DPIA is demanded as a condition: the conditions are exhaustive, it must not be one',
    tittel:
      'En vurdering av personvernkonsekvenser (DPIA) er satt som vilkår: vilkårene er uttømmende, og den kan ikke være et av dem',
    basis: 'hregl § 19 a',
    source: 'HN',
    outcome: { H: 'note', F: 'note' },
    quotes: true,
    find: ({ vedtak: { vedtak } }) =>
      vedtak.vilkaar.flatMap((text, i) =>
        hitIf(/\bDPIA\b|personvernkonsekvens/iu.test(text), ['vedtak', 'vilkaar', i], shownText(text)),
      ),
    expected: 'no such condition; the DPIA is the user’s duty',
    fix: 'nothing: the delivery does not depend on it',
  },
  {
    code: 'M12',
    problem: 'vedtak.not-anonymous',
    title: 'Called anonymous, and a person can be singled out, records be linked, or something be inferred',
    tittel: 'Oppgitt som anonymt, men en person kan pekes ut, opplysninger kan kobles, eller noe kan utledes',
    basis: 'GDPR recital 26',
    source: 'NV',
    outcome: { H: 'refuse', F: 'refuse' },
    find: (facts) => {
      const answers = facts.vedtak.vurderinger.anonymitet;
      if (!hasBasis(facts, 'ikke-personidentifiserbart') || answers === undefined) return [];
      return (['utpeke', 'sammenkoble', 'utlede'] as const).flatMap((question) =>
        hitIf(answers[question], ['vurderinger', 'anonymitet', question], 'yes'),
      );
    },
    expected: 'no to all three questions',
    fix: 'treat the data as personal data: name the basis of the decision',
  },
  {
    code: 'M12',
    problem: 'vedtak.anonymity-unanswered',
    title: 'Called anonymous, and the three questions are not answered',
    tittel: 'Oppgitt som anonymt, men de tre spørsmålene om det er ikke besvart',
    basis: 'GDPR recital 26',
    source: 'NV',
    outcome: { H: 'note', F: 'note' },
    find: (facts) =>
      hitIf(
        hasBasis(facts, 'ikke-personidentifiserbart') && facts.vedtak.vurderinger.anonymitet === undefined,
        ['vurderinger', 'anonymitet'],
        'nothing',
      ),
    expected: 'answers, before and after, judged against all means reasonably likely to be used',
    fix: 'answer them in vurderinger.anonymitet, and again over time',
  },
  {
    code: 'M14',
    problem: 'vedtak.statistics',
    title: 'Statistics on request: linkage for it has its own basis',
    tittel: 'Statistikk på forespørsel: kobling til det har sitt eget grunnlag',
    basis: 'hregl §§ 19 third paragraph, 19 c',
    source: 'HN',
    outcome: { H: 'note', F: 'note' },
    find: ({ vedtak: { utlevering } }) =>
      hitIf(utlevering.form === 'statistikk', ['utlevering', 'form'], 'statistikk'),
    expected: 'anonymous statistics',
    fix: 'nothing more',
  },
  {
    code: 'M15',
    problem: 'vedtak.no-passing-on',
    title: 'The user may not pass data on unless the decision says so; only results leave the analysis room',
    tittel:
      'Databrukeren kan ikke gi opplysningene videre med mindre vedtaket sier det; bare resultater tas ut av analyserommet',
    basis: 'reg. § 4',
    source: 'HN',
    outcome: { H: 'note', F: 'note' },
    find: ({ vedtak: { utlevering } }) =>
      hitIf(utlevering.form === 'individdata', ['utlevering', 'form'], 'individdata'),
    expected: 'data that stay with the databruker',
    fix: 'tell the databruker',
  },
  {
    code: 'M16',
    problem: 'vedtak.inside',
    title: 'Use inside the forvalter’s own organisation is tilgjengeliggjøring as well',
    tittel: 'Bruk i registerforvalters egen virksomhet er også tilgjengeliggjøring',
    basis: 'HN 3.3',
    source: 'HN',
    outcome: { H: 'note', F: 'note' },
    find: ({ vedtak: { databruker } }) =>
      hitIf(databruker.type === 'registerforvalter', ['databruker', 'type'], 'registerforvalter'),
    expected: 'the same rules and the same record',
    fix: 'nothing more',
  },
];
