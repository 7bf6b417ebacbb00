import { isTreatment, registersOf, tablesOf, type Facts } from './facts.ts';
import { hitIf, type LawRule } from './law-rule.ts';

/** Part P: what the data may be used for. */
export const purposeRules: readonly LawRule[] = [
  {
    code: 'P2',
    problem: 'vedtak.register-purpose',
    title: 'The purpose is outside the purpose of a register that takes part',
    tittel: 'Formålet ligger utenfor formålet til et register som er med',
    basis: 'hregl § 19 a first paragraph a',
    source: 'HN AD SV',
    outcome: { H: 'warn', F: 'refuse' },
    find: (facts) => {
      const { formaal } = facts.vedtak.prosjekt;
      return registersOf(facts)
        .filter(({ value }) => !value.formaal.includes(formaal))
        .map(({ value }) => ({
          path: ['prosjekt', 'formaal'],
          got: formaal,
          expected: `a purpose that ${value.id} may serve (${value.formaal.join(', ')})`,
        }));
    },
    expected: 'a purpose that the register may serve',
    fix: 'correct prosjekt.formaal as the decision says, or leave the register out',
  },
  {
    code: 'P3',
    problem: 'vedtak.purpose-wide',
    title: 'The purpose is stated only as a word such as forskning or kvalitetssikring',
    tittel: 'Formålet er bare oppgitt med et ord som forskning eller kvalitetssikring',
    basis: 'hregl § 19 a; GDPR article 5',
    source: 'HN NV',
    outcome: { H: 'warn', F: 'warn' },
    find: ({ vedtak: { prosjekt } }) =>
      hitIf(
        [prosjekt.tittel, prosjekt.beskrivelse ?? ''].every(saysOnlyTheWord),
        ['prosjekt', 'beskrivelse'],
        'no field that the purpose is narrowed to',
      ),
    expected: 'the purpose narrowed to a field',
    fix: 'add prosjekt.beskrivelse with the purpose as the decision states it',
  },
  {
    code: 'P4',
    problem: 'vedtak.innovation',
    title: 'Innovation or business development as the purpose',
    tittel: 'Innovasjon eller næringsutvikling som formål',
    basis: 'hregl § 3; HN 5.2',
    source: 'HN',
    outcome: { H: 'refuse', F: 'refuse' },
    find: ({ vedtak: { prosjekt } }) =>
      hitIf(prosjekt.type === 'innovasjon', ['prosjekt', 'type'], 'innovasjon'),
    expected: 'a project whose purpose lies inside the list of § 19 a',
    fix: 'deliver only if the decision grants another purpose, and name that one',
  },
  {
    code: 'P5',
    problem: 'vedtak.purpose-unclear',
    title: 'Product development or a clinical decision-support tool: the rules are unclear, or ask for more',
    tittel: 'Produktutvikling eller klinisk beslutningsstøtte: reglene er uklare, eller krever mer',
    basis: 'hpl § 29',
    source: 'AF NV',
    outcome: { H: 'warn', F: 'warn' },
    find: ({ vedtak: { prosjekt } }) =>
      prosjekt.type === 'produktutvikling' || prosjekt.type === 'beslutningsstoette'
        ? [{ path: ['prosjekt', 'type'], got: prosjekt.type }]
        : [],
    expected: 'a decision that says how the tool or product falls under one of the purposes',
    fix: 'state which: planlegging or styring for administrative support, kvalitetsforbedring for automation; a clinical tool needs a dispensation under hpl § 29, or REK inside research',
  },
  {
    code: 'P6',
    problem: 'vedtak.helseforskning-purpose',
    title: 'helseforskning is set with a purpose other than forskning',
    tittel: 'Oppgitt som helseforskning, men med et annet formål enn forskning',
    basis: '-',
    source: '-',
    outcome: { H: 'refuse', F: 'refuse' },
    find: ({ vedtak: { prosjekt } }) =>
      hitIf(
        prosjekt.helseforskning && prosjekt.formaal !== 'forskning',
        ['prosjekt', 'formaal'],
        prosjekt.formaal,
      ),
    expected: 'the formaal forskning, since the project is helseforskning',
    fix: 'correct formaal or helseforskning as the decision says',
  },
  {
    code: 'P7',
    problem: 'vedtak.quality-or-research',
    title:
      'Quality studies that are research belong under forskning, those that are not under kvalitetsforbedring',
    tittel: 'Kvalitetsstudier som er forskning, hører under forskning; andre hører under kvalitetsforbedring',
    basis: '-',
    source: 'AF',
    outcome: { H: 'note', F: 'note' },
    find: ({ vedtak: { prosjekt } }) =>
      hitIf(isMixed(prosjekt.type, prosjekt.formaal), ['prosjekt', 'type'], prosjekt.type ?? ''),
    expected: 'a type and a purpose that are both research, or both not',
    fix: 'nothing more where the decision has weighed it',
  },
  {
    code: 'P8',
    problem: 'vedtak.internal-quality',
    title:
      'Internal quality assurance that uses a register, or data of another institution: it needs a dispensation',
    tittel:
      'Intern kvalitetssikring som bruker et register, eller data fra en annen virksomhet: det krever dispensasjon',
    basis: 'hpl § 26; pjl § 6',
    source: 'NV',
    outcome: { H: 'refuse', F: 'refuse' },
    find: (facts) => acrossInstitutions(facts),
    expected: 'the institution’s own treatment registers only',
    fix: 'treat it as kvalitetssikring-paa-tvers, with a dispensation',
  },
  {
    code: 'P9',
    problem: 'vedtak.same-purpose',
    title: 'The same purpose must stand in the application to REK, the protocol and the application for data',
    tittel: 'Det samme formålet må stå i søknaden til REK, i protokollen og i søknaden om data',
    basis: '-',
    source: 'SV NV',
    outcome: { H: 'note', F: 'warn' },
    find: ({ vedtak: { prosjekt, vurderinger } }) =>
      hitIf(
        prosjekt.helseforskning && vurderinger.sammeFormaal === undefined,
        ['vurderinger', 'sammeFormaal'],
        'nothing',
      ),
    expected: 'where the purpose stands in all three',
    fix: 'compare the three and add vurderinger.sammeFormaal',
  },
];

/** Words that name a purpose and narrow it to nothing. */
const PURPOSE_WORDS =
  /\b(?:helse|medisinsk|annen|og|for|til|til bruk i|prosjekt(?:et)?|forsknings?(?:prosjekt)?|helseforskning|statistikk|helseanalyse|kvalitets(?:forbedring|sikring)|planlegging|styring|beredskap)\b/giu;

const saysOnlyTheWord = (text: string): boolean =>
  text.replace(PURPOSE_WORDS, '').replace(/[^\p{L}]/gu, '').length < 3;

function isMixed(type: string | undefined, formaal: string): boolean {
  if (type === undefined) return false;
  const ofQuality = type.startsWith('kvalitets') || type === 'intern-kvalitetssikring';
  const ofResearch = type.includes('forskning');
  return (ofQuality && formaal === 'forskning') || (ofResearch && formaal !== 'forskning');
}

function acrossInstitutions(facts: Facts) {
  const internal =
    facts.vedtak.prosjekt.type === 'intern-kvalitetssikring' ||
    facts.vedtak.registre.some(({ taushetsplikt }) => taushetsplikt.some(({ type }) => type === 'hpl-26'));
  if (!internal) return [];
  const tables = tablesOf(facts);
  const foreign = tables.filter(
    ({ register }) => !isTreatment(register) || register.forvalter !== tables[0]?.register.forvalter,
  );
  return foreign.map(({ path, register }) => ({ path: [...path, 'register'], got: register.id }));
}
