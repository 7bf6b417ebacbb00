import { hitIf, type LawRule } from './law-rule.ts';

/** Part G, second half: what each letter of articles 6 and 9 asks for. */
export const gdprLetterRules: readonly LawRule[] = [
  {
    code: 'G7',
    problem: 'vedtak.article-9h',
    title: 'Article 9(2) h: only by professionals under confidentiality, and no basis for research',
    tittel:
      'Artikkel 9 nr. 2 bokstav h: bare ved fagpersoner med taushetsplikt, og ikke grunnlag for forskning',
    basis: 'GDPR article 9(2) h, 9(3)',
    source: 'NV SV',
    outcome: { H: 'note', F: 'warn' },
    find: ({ vedtak: { rettsgrunnlag, prosjekt, vurderinger } }) => {
      const open = prosjekt.formaal === 'forskning' || vurderinger.helsepersonell === undefined;
      return hitIf(
        rettsgrunnlag.artikkel9.includes('h') && open,
        ['rettsgrunnlag', 'artikkel9'],
        prosjekt.formaal === 'forskning' ? 'h for forskning' : 'h without vurderinger.helsepersonell',
      );
    },
    expected: 'law or an agreement with health personnel, and another purpose than forskning',
    fix: 'add vurderinger.helsepersonell, or name another letter',
  },
  {
    code: 'G8',
    problem: 'vedtak.article-9gi',
    title: 'Article 9(2) g or i: supplementary basis and suitable safeguards',
    tittel: 'Artikkel 9 nr. 2 bokstav g eller i: krever supplerende rettsgrunnlag og egnede tiltak til vern',
    basis: 'GDPR article 9(2) g, i',
    source: 'NV',
    outcome: { H: 'note', F: 'note' },
    find: ({ vedtak: { rettsgrunnlag } }) => {
      const letters = rettsgrunnlag.artikkel9.filter((letter) => letter === 'g' || letter === 'i');
      return hitIf(letters.length > 0, ['rettsgrunnlag', 'artikkel9'], letters.join(', '));
    },
    expected: 'safeguards named in the decision',
    fix: 'in practice used with a dispensation by Helsedirektoratet for quality work',
  },
  {
    code: 'G9',
    problem: 'vedtak.article-9e',
    title: 'Article 9(2) e: made public by the person; not for children or persons without insight',
    tittel:
      'Artikkel 9 nr. 2 bokstav e: offentliggjort av personen selv; gjelder ikke barn eller personer uten innsikt',
    basis: 'GDPR article 9(2) e',
    source: 'NV',
    outcome: { H: 'note', F: 'warn' },
    find: ({ vedtak: { rettsgrunnlag } }) =>
      hitIf(rettsgrunnlag.artikkel9.includes('e'), ['rettsgrunnlag', 'artikkel9'], 'e'),
    expected: 'data that adults with insight have made public themselves',
    fix: 'state why that holds for register data, or name another letter',
  },
  {
    code: 'G10',
    problem: 'vedtak.article-6c',
    title: 'Article 6(1) c without a named statutory duty of the institution',
    tittel: 'Artikkel 6 nr. 1 bokstav c uten at institusjonens rettslige plikt er oppgitt',
    basis: 'GDPR article 6(1) c',
    source: 'NV',
    outcome: { H: 'note', F: 'warn' },
    find: ({ vedtak: { rettsgrunnlag, databruker } }) =>
      hitIf(
        rettsgrunnlag.artikkel6.includes('c') && databruker.oppgavehjemmel === undefined,
        ['databruker', 'oppgavehjemmel'],
        'nothing',
      ),
    expected: 'the statutory duty',
    fix: 'add databruker.oppgavehjemmel',
  },
  {
    code: 'G11',
    problem: 'vedtak.article-6e-private',
    title: 'Article 6(1) e with a private user without an assigned public authority or task',
    tittel:
      'Artikkel 6 nr. 1 bokstav e med privat databruker som ikke er gitt offentlig myndighet eller oppgave',
    basis: 'GDPR article 6(1) e',
    source: 'SV',
    outcome: { H: 'note', F: 'warn' },
    find: ({ vedtak: { rettsgrunnlag, databruker } }) =>
      hitIf(
        rettsgrunnlag.artikkel6.includes('e') &&
          databruker.type === 'privat' &&
          databruker.oppgavehjemmel === undefined,
        ['databruker', 'oppgavehjemmel'],
        'nothing',
      ),
    expected: 'the authority or task that the private user has been given',
    fix: 'add databruker.oppgavehjemmel, or name another letter',
  },
  {
    code: 'G12',
    problem: 'vedtak.article-6-unusual',
    title: 'Article 6(1) b, d or f: possible but unusual; f needs a balancing test',
    tittel:
      'Artikkel 6 nr. 1 bokstav b, d eller f: mulig, men uvanlig; bokstav f krever en interesseavveining',
    basis: 'GDPR article 6(1) b, d, f',
    source: 'SV',
    outcome: { H: 'note', F: 'warn' },
    find: ({ vedtak: { rettsgrunnlag } }) => {
      const letters = rettsgrunnlag.artikkel6.filter((letter) => 'bdf'.includes(letter));
      return hitIf(letters.length > 0, ['rettsgrunnlag', 'artikkel6'], letters.join(', '));
    },
    expected: 'one of the letters a, c and e',
    fix: 'state why the letter holds, for f with the balancing test',
  },
  {
    code: 'G15',
    problem: 'vedtak.consent-explicit',
    title: 'Consent is the basis, and it is not explicit: it must be for health data',
    tittel: 'Samtykke er grunnlaget, men det er ikke uttrykkelig: det må det være for helseopplysninger',
    basis: 'GDPR articles 6(1) a, 9(2) a',
    source: 'NV',
    outcome: { H: 'warn', F: 'refuse' },
    find: ({ vedtak: { rettsgrunnlag }, mode }) => {
      const { artikkel6, artikkel9, samtykke } = rettsgrunnlag;
      const based = artikkel6.includes('a') || artikkel9.includes('a');
      const unknown = mode === 'F' && samtykke === undefined;
      return hitIf(
        based && (unknown || samtykke?.mangler.includes('uttrykkelig') === true),
        ['rettsgrunnlag', 'samtykke'],
        unknown ? 'nothing on the consent' : 'consent that is not explicit',
      );
    },
    expected: 'an explicit consent',
    fix: 'add rettsgrunnlag.samtykke as the consent form has it, or name another basis',
  },
  {
    code: 'G17',
    problem: 'vedtak.separate-activities',
    title: 'Each separate activity needs its own basis: several populations, a comparison group, or reuse',
    tittel:
      'Hver behandling for seg trenger sitt eget grunnlag: flere utvalg, en kontrollgruppe eller gjenbruk',
    basis: 'GDPR article 6',
    source: 'NV',
    outcome: { H: 'note', F: 'note' },
    find: ({ vedtak: { utvalg } }) => [
      ...hitIf(utvalg.kilder !== undefined, ['utvalg', 'kilder'], 'several sources of the utvalg'),
      ...hitIf(utvalg.kontroller !== undefined, ['utvalg', 'kontroller'], 'a comparison group'),
    ],
    expected: 'a basis for each of them',
    fix: 'see that the decision covers each',
  },
];
