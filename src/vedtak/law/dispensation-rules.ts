import { shownText } from '../../document/shown-value.ts';
import { nameOf, roleOf } from './authorities.ts';
import { cites } from './citation.ts';
import { dispensationAuthority } from './dispensation-authority.ts';
import { isOutside, isTreatment } from './facts.ts';
import { dispensationsOf } from './dispensations.ts';
import { hitIf, type LawRule } from './law-rule.ts';

/** Part T, dispensations from the duty of confidentiality. */
export const dispensationRules: readonly LawRule[] = [
  {
    code: 'T5',
    problem: 'vedtak.dispensation-provision',
    title: '§ 19 e is used for a treatment register, or hpl § 29 for a health register',
    tittel:
      '§ 19 e er brukt for et behandlingsrettet register, eller helsepersonelloven § 29 for et helseregister',
    basis: 'hregl § 19 e; hpl § 29',
    source: 'NV HN AD',
    outcome: { H: 'warn', F: 'refuse' },
    quotes: true,
    find: (facts) =>
      dispensationsOf(facts).flatMap(({ path, value, registers }) => {
        const ofHealth = cites([value.hjemmel], 'hregl', '19e');
        const ofJournals = cites([value.hjemmel], 'hpl', '29');
        const wrong = registers.filter((register) =>
          isTreatment(register) ? ofHealth && !ofJournals : ofJournals && !ofHealth && !isOutside(register),
        );
        return wrong.map(({ id }) => ({
          path: [...path, 'hjemmel'],
          got: `${shownText(value.hjemmel)} for ${id}`,
        }));
      }),
    expected:
      'helseregisterloven § 19 e for health registers, helsepersonelloven § 29 for treatment registers',
    fix: 'correct the provision as the dispensation cites it',
  },
  {
    code: 'T6',
    problem: 'vedtak.dispensation-authority',
    title: 'A dispensation by the wrong authority',
    tittel: 'Dispensasjonen er gitt av en annen myndighet enn den som kan gi den',
    basis: 'hregl § 19 e fifth paragraph; hpl § 29 sixth paragraph; reg. § 7',
    source: 'AF HN NV',
    outcome: { H: 'warn', F: 'refuse' },
    quotes: true,
    find: (facts) =>
      dispensationsOf(facts).flatMap(({ path, value, registers }) => {
        const { myndighet } = value;
        const inside = registers.some((register) => !isOutside(register));
        if (myndighet === undefined || !inside) return [];
        const day = value.dato ?? facts.vedtak.vedtak.dato;
        const right = dispensationAuthority(facts, day);
        return roleOf(myndighet) === right
          ? []
          : [
              {
                path: [...path, 'myndighet'],
                got: shownText(myndighet),
                expected: `a dispensation by ${nameOf(right, day)} for these sources and this purpose on ${day}`,
              },
            ];
      }),
    expected: 'a dispensation by the authority competent on its date',
    fix: 'correct the authority as the dispensation says, or ask the right one',
  },
  {
    code: 'T7',
    problem: 'vedtak.dispensation-incomplete',
    title: 'A dispensation without reference, date or authority',
    tittel: 'Dispensasjon uten referanse, dato eller myndighet',
    basis: '-',
    source: '-',
    outcome: { H: 'none', F: 'refuse' },
    find: (facts) =>
      dispensationsOf(facts).flatMap(({ path, value }) =>
        (['myndighet', 'referanse', 'dato'] as const).flatMap((key) =>
          hitIf(value[key] === undefined, [...path, key], 'nothing'),
        ),
      ),
    expected: 'the authority, reference and date of the dispensation',
    fix: 'add them from the dispensation',
  },
  {
    code: 'T8',
    problem: 'vedtak.personer-missing',
    title: 'A dispensation is personal, and the list of those who get access is missing',
    tittel: 'En dispensasjon er personlig, og listen over hvem som får tilgang, mangler',
    basis: '-',
    source: 'SV',
    outcome: { H: 'warn', F: 'refuse' },
    find: ({ vedtak }) => {
      const personal = vedtak.registre.some((r) =>
        r.taushetsplikt.some(({ type }) => type === 'dispensasjon'),
      );
      return hitIf(
        personal && vedtak.databruker.personer.length === 0,
        ['databruker', 'personer'],
        'an empty list',
      );
    },
    expected: 'the persons who get access, since a dispensation is personal',
    fix: 'add databruker.personer as the application names them',
  },
  {
    code: 'T8',
    problem: 'vedtak.personer-beyond',
    title: 'A dispensation is personal, and more people get access than it names',
    tittel: 'En dispensasjon er personlig, og flere får tilgang enn den nevner',
    basis: '-',
    source: 'SV',
    outcome: { H: 'warn', F: 'refuse' },
    find: (facts) =>
      dispensationsOf(facts)
        .filter(({ value }) => value.personer.length > 0)
        .flatMap(({ path, value }) => {
          const beyond = facts.vedtak.databruker.personer.filter((who) => !value.personer.includes(who));
          return hitIf(
            beyond.length > 0,
            ['databruker', 'personer'],
            `${beyond.map(shownText).join(', ')}, not in ${path.join('.')}`,
            beyond.map(shownText).join(', '),
          );
        }),
    expected: 'only persons whom the dispensation names',
    fix: 'have the dispensation extended, or correct databruker.personer',
  },
  {
    code: 'T9',
    problem: 'vedtak.dispensation-conditions',
    title: 'Conditions of a dispensation, carried into følgebrev and overview',
    tittel: 'Vilkår i en dispensasjon følger opplysningene',
    basis: '-',
    source: 'NV',
    outcome: { H: 'note', F: 'note' },
    find: ({ vedtak: { rettsgrunnlag } }) =>
      rettsgrunnlag.dispensasjoner.flatMap(({ vilkaar }, i) =>
        vilkaar.map((vilkaaret, j) => ({
          path: ['rettsgrunnlag', 'dispensasjoner', i, 'vilkaar', j],
          got: shownText(vilkaaret),
        })),
      ),
    expected: 'conditions known to the databruker',
    fix: 'keep to it; it follows the data',
  },
];
