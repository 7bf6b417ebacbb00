import { hasBasis, type Facts } from './facts.ts';
import { hitIf, type LawRule } from './law-rule.ts';

/** Part C: consent, and what makes it valid. Objections and lists are held at the run. */
export const consentRules: readonly LawRule[] = [
  {
    code: 'C4',
    problem: 'vedtak.consent-invalid',
    title:
      'Consent that is not voluntary, specific, informed, unambiguous, documented, or as easy to withdraw as to give',
    tittel:
      'Samtykket er ikke frivillig, spesifikt, informert, utvetydig og dokumentert, eller ikke like lett å trekke tilbake som å gi',
    basis: 'GDPR articles 4, 7, 9',
    source: 'NV SV',
    outcome: { H: 'warn', F: 'refuse' },
    find: (facts) => {
      const { samtykke } = facts.vedtak.rettsgrunnlag;
      const unknown = facts.mode === 'F' && samtykke === undefined;
      const lacks = (samtykke?.mangler ?? []).filter((property) => property !== 'uttrykkelig');
      return hitIf(
        usesConsent(facts) && (unknown || lacks.length > 0),
        ['rettsgrunnlag', 'samtykke', 'mangler'],
        unknown ? 'nothing on the consent' : lacks.join(', '),
        unknown ? undefined : `ikke ${lacks.join(', ')}`,
      );
    },
    expected: 'a consent that lacks nothing; information with a right to object is no consent',
    fix: 'record in rettsgrunnlag.samtykke what the consent form gives, or name another basis',
  },
  {
    code: 'C5',
    problem: 'vedtak.consent-imbalance',
    title: 'Consent as legal basis where power is unequal, or the processing cannot be understood',
    tittel:
      'Samtykke som behandlingsgrunnlag der styrkeforholdet er skjevt, eller der behandlingen ikke kan forstås',
    basis: 'GDPR recital 43',
    source: 'NV',
    outcome: { H: 'note', F: 'warn' },
    find: ({ vedtak: { rettsgrunnlag } }) =>
      hitIf(
        isLegalBasis(rettsgrunnlag) && rettsgrunnlag.samtykke?.maktubalanse === true,
        ['rettsgrunnlag', 'samtykke', 'maktubalanse'],
        'true',
      ),
    expected: 'another basis: consent is unsuited',
    fix: 'state why consent is voluntary all the same',
  },
  {
    code: 'C6',
    problem: 'vedtak.consent-capacity',
    title: 'Adults without capacity to consent: consent cannot be the basis',
    tittel: 'Voksne uten samtykkekompetanse: samtykke kan ikke være grunnlaget',
    basis: 'GDPR article 4 no. 11',
    source: 'NV',
    outcome: { H: 'warn', F: 'refuse' },
    find: (facts) =>
      hitIf(
        usesConsent(facts) && facts.vedtak.rettsgrunnlag.samtykke?.utenSamtykkekompetanse === true,
        ['rettsgrunnlag', 'samtykke', 'utenSamtykkekompetanse'],
        'true',
      ),
    expected: 'another basis for these persons',
    fix: 'name it, or leave them out',
  },
  {
    code: 'C7',
    problem: 'vedtak.consent-children',
    title:
      'Children: parents or guardians consent until 18; own consent from 16 in helseforskning and health registers, in annen forskning from 18',
    tittel:
      'Barn: foreldre eller verge samtykker til barnet er 18 år; eget samtykke fra 16 år i helseforskning og helseregistre, fra 18 år i annen forskning',
    basis: 'NV 7.5.1',
    source: 'NV',
    outcome: { H: 'warn', F: 'refuse' },
    quotes: true,
    find: (facts) => {
      const { rettsgrunnlag, prosjekt } = facts.vedtak;
      const age = rettsgrunnlag.samtykke?.egetSamtykkeFra;
      const other = prosjekt.formaal === 'forskning' && !prosjekt.helseforskning;
      const least = other ? 18 : 16;
      return usesConsent(facts) && age !== undefined && age < least
        ? [
            {
              path: ['rettsgrunnlag', 'samtykke', 'egetSamtykkeFra'],
              got: String(age),
              expected: `own consent from the age of ${least} or more`,
            },
          ]
        : [];
    },
    expected: 'the consent of parents or guardians for younger persons',
    fix: 'leave out those who consented too young, or obtain the consent of their guardians',
  },
];

const isLegalBasis = ({ artikkel6, artikkel9 }: Facts['vedtak']['rettsgrunnlag']): boolean =>
  artikkel6.includes('a') || artikkel9.includes('a');

const usesConsent = (facts: Facts): boolean =>
  hasBasis(facts, 'samtykke') || isLegalBasis(facts.vedtak.rettsgrunnlag);
