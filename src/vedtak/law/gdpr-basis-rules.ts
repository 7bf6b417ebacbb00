import { shownText } from '../../document/shown-value.ts';
import { cites } from './citation.ts';
import { hasBasis, type Facts } from './facts.ts';
import { hitIf, type LawRule } from './law-rule.ts';

/** Part G, first half: that the bases are there. */
export const gdprBasisRules: readonly LawRule[] = [
  {
    code: 'G1',
    problem: 'vedtak.article-6',
    title: 'No letter of article 6(1)',
    tittel: 'Det er ikke oppgitt noen bokstav i artikkel 6 nr. 1',
    basis: 'GDPR article 6(1)',
    source: 'HN SV',
    outcome: { H: 'warn', F: 'refuse' },
    find: ({ vedtak: { rettsgrunnlag } }) =>
      hitIf(rettsgrunnlag.artikkel6.length === 0, ['rettsgrunnlag', 'artikkel6'], 'an empty list'),
    expected: 'at least one letter',
    fix: 'add the letter that the decision relies on',
  },
  {
    code: 'G2',
    problem: 'vedtak.article-9',
    title: 'Health data, and no letter of article 9(2); everything in a health register is health data',
    tittel:
      'Det er ikke oppgitt noen bokstav i artikkel 9 nr. 2; alt i et helseregister er helseopplysninger',
    basis: 'GDPR article 9(2)',
    source: 'HN SV',
    outcome: { H: 'warn', F: 'refuse' },
    find: ({ vedtak: { rettsgrunnlag } }) =>
      hitIf(rettsgrunnlag.artikkel9.length === 0, ['rettsgrunnlag', 'artikkel9'], 'an empty list'),
    expected: 'at least one letter',
    fix: 'add the letter that the decision relies on',
  },
  {
    code: 'G3',
    problem: 'vedtak.supplementary',
    title: 'Article 6(1) c or e, or 9(2) b, g, h, i or j, without a supplementary basis in Norwegian law',
    tittel:
      'Artikkel 6 nr. 1 bokstav c eller e, eller artikkel 9 nr. 2 bokstav b, g, h, i eller j, uten supplerende rettsgrunnlag i norsk rett',
    basis: 'GDPR articles 6(3), 9(2)',
    source: 'SV',
    outcome: { H: 'warn', F: 'refuse' },
    find: ({ vedtak: { rettsgrunnlag } }) =>
      hitIf(
        needsSupplement(rettsgrunnlag) && !hasSupplement(rettsgrunnlag),
        ['rettsgrunnlag', 'supplerende'],
        'an empty list',
      ),
    expected: 'a supplementary basis, or a dispensation that serves as one',
    fix: 'add it as the decision cites it',
  },
  {
    code: 'G4',
    problem: 'vedtak.popplyl-8',
    title: 'Article 6(1) e for archive, research or statistics without personopplysningsloven § 8',
    tittel:
      'Artikkel 6 nr. 1 bokstav e for arkiv, forskning eller statistikk uten personopplysningsloven § 8',
    basis: 'popplyl § 8',
    source: 'NV SV',
    outcome: { H: 'warn', F: 'warn' },
    find: ({ vedtak: { rettsgrunnlag, prosjekt } }) =>
      hitIf(
        ['forskning', 'statistikk'].includes(prosjekt.formaal) &&
          rettsgrunnlag.artikkel6.includes('e') &&
          !cites(rettsgrunnlag.supplerende, 'popplyl', '8') &&
          rettsgrunnlag.dispensasjoner.length === 0,
        ['rettsgrunnlag', 'supplerende'],
        'no personopplysningsloven § 8',
      ),
    expected: 'personopplysningsloven § 8, or a dispensation that serves as supplementary basis',
    fix: 'add it as the decision cites it',
  },
  {
    code: 'G5',
    problem: 'vedtak.article-9j',
    title: 'Article 9(2) j without a decision under § 19 b, a dispensation, or personopplysningsloven § 9',
    tittel:
      'Artikkel 9 nr. 2 bokstav j uten vedtak etter § 19 b, dispensasjon eller personopplysningsloven § 9',
    basis: 'GDPR articles 9(2) j, 89(1)',
    source: 'NV',
    outcome: { H: 'warn', F: 'refuse' },
    find: (facts) => {
      const { rettsgrunnlag } = facts.vedtak;
      const lawful =
        hasBasis(facts, 'unntak-19b') ||
        rettsgrunnlag.dispensasjoner.length > 0 ||
        cites(rettsgrunnlag.supplerende, 'hregl', '19b') ||
        cites(rettsgrunnlag.supplerende, 'popplyl', '9');
      return hitIf(
        rettsgrunnlag.artikkel9.includes('j') && !lawful,
        ['rettsgrunnlag', 'artikkel9'],
        'j with none of them',
      );
    },
    expected: 'a decision under § 19 b, a dispensation, or personopplysningsloven § 9',
    fix: 'name the one that the decision relies on',
  },
  {
    code: 'G6',
    problem: 'vedtak.popplyl-9',
    title: 'personopplysningsloven § 9 is relied on, and the conditions are not recorded',
    tittel: 'Det bygges på personopplysningsloven § 9, men det er ikke oppgitt at vilkårene der er oppfylt',
    basis: 'popplyl § 9',
    source: 'NV',
    outcome: { H: 'note', F: 'warn' },
    find: ({ vedtak: { rettsgrunnlag, vurderinger } }) =>
      cites(rettsgrunnlag.supplerende, 'popplyl', '9')
        ? [
            ...hitIf(vurderinger.samfunnsnytte === undefined, ['vurderinger', 'samfunnsnytte'], 'nothing'),
            ...hitIf(
              vurderinger.personvernombud === undefined,
              ['vurderinger', 'personvernombud'],
              'nothing',
            ),
          ]
        : [],
    expected:
      'a benefit to society that clearly exceeds the burden, and a positive view of the personvernombud',
    fix: 'add both to vurderinger; § 9 is meant for cases that need no dispensation',
  },
  {
    code: 'G13',
    problem: 'vedtak.article-10',
    title: 'Data on criminal convictions or offences without article 10 and personopplysningsloven § 11',
    tittel:
      'Opplysninger om straffedommer eller lovovertredelser uten artikkel 10 og personopplysningsloven § 11',
    basis: 'GDPR article 10; popplyl § 11',
    source: 'NV',
    outcome: { H: 'warn', F: 'refuse' },
    find: ({ vedtak: { rettsgrunnlag, prosjekt } }) => {
      const concerned =
        prosjekt.type === 'forskning-lovovertredelser' || rettsgrunnlag.artikkel10 !== undefined;
      if (!concerned) return [];
      return [
        ...hitIf(rettsgrunnlag.artikkel10 === undefined, ['rettsgrunnlag', 'artikkel10'], 'nothing'),
        ...hitIf(
          !cites([...rettsgrunnlag.supplerende, rettsgrunnlag.artikkel10 ?? ''], 'popplyl', '11'),
          ['rettsgrunnlag', 'supplerende'],
          'no personopplysningsloven § 11',
        ),
      ];
    },
    expected: 'article 10 and personopplysningsloven § 11',
    fix: 'add both as the decision cites them',
  },
  {
    code: 'G14',
    problem: 'vedtak.rek-as-basis',
    title: 'Approval by REK is given as a legal basis: it is a safeguard, and no basis since 2018',
    tittel:
      'Godkjenning fra REK er oppgitt som rettsgrunnlag: den er et tiltak til vern, og har ikke vært grunnlag siden 2018',
    basis: 'GDPR articles 6, 9',
    source: 'NV',
    outcome: { H: 'warn', F: 'warn' },
    quotes: true,
    find: ({ vedtak: { rettsgrunnlag } }) =>
      rettsgrunnlag.supplerende.flatMap((text, i) =>
        hitIf(/\bREK\b|etisk(?:e)? komit/iu.test(text), ['rettsgrunnlag', 'supplerende', i], shownText(text)),
      ),
    expected: 'a provision of law',
    fix: 'move the approval to rettsgrunnlag.rek and name the provision',
  },
  {
    code: 'G16',
    problem: 'vedtak.only-19a',
    title: '§ 19 a is the only supplementary basis: no source names it as one',
    tittel: '§ 19 a er det eneste supplerende rettsgrunnlaget: ingen kilde nevner den som det',
    basis: 'hregl § 19 a',
    source: 'NV',
    outcome: { H: 'note', F: 'note' },
    find: ({ vedtak: { rettsgrunnlag } }) =>
      hitIf(
        rettsgrunnlag.supplerende.length > 0 &&
          rettsgrunnlag.supplerende.every((text) => cites([text], 'hregl', '19a')),
        ['rettsgrunnlag', 'supplerende'],
        '§ 19 a alone',
      ),
    expected: 'another supplementary basis beside it',
    fix: 'nothing more where the decision has weighed it',
  },
];

type Rettsgrunnlag = Facts['vedtak']['rettsgrunnlag'];

const needsSupplement = ({ artikkel6, artikkel9 }: Rettsgrunnlag): boolean =>
  artikkel6.some((letter) => 'ce'.includes(letter)) || artikkel9.some((letter) => 'bghij'.includes(letter));

const hasSupplement = ({ supplerende, dispensasjoner }: Rettsgrunnlag): boolean =>
  supplerende.length > 0 || dispensasjoner.length > 0;
