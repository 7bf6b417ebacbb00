import { hasBasis, type Facts } from './facts.ts';
import { hitIf, type LawRule } from './law-rule.ts';

/** Parts D, O and the DPIA: what the databruker must be told, and what the case must hold. */
export const recordRules: readonly LawRule[] = [
  {
    code: 'D11',
    problem: 'vedtak.inform-registered',
    title: 'The user informs the registered within one month when data come from other sources',
    tittel: 'Databrukeren informerer de registrerte innen én måned når opplysningene kommer fra andre kilder',
    basis: 'GDPR article 14',
    source: 'NV',
    outcome: { H: 'note', F: 'note' },
    find: ({ vedtak: { utlevering } }) =>
      hitIf(utlevering.form === 'individdata', ['utlevering', 'form'], 'individdata'),
    expected: 'information, collective where individual is impossible or disproportionate',
    fix: 'tell the databruker',
  },
  {
    code: 'O5',
    problem: 'vedtak.access-list',
    title: 'No named list of persons with access',
    tittel: 'Det er ingen navnliste over hvem som har tilgang',
    basis: '-',
    source: 'NV',
    outcome: { H: 'note', F: 'note' },
    find: ({ vedtak: { databruker } }) =>
      hitIf(databruker.personer.length === 0, ['databruker', 'personer'], 'an empty list'),
    expected: 'the persons who get access, kept current',
    fix: 'add databruker.personer',
  },
  {
    code: 'O6',
    problem: 'vedtak.attachments',
    title: 'Attachments that have not been ticked off',
    tittel: 'Vedlegg som det ikke er krysset av for',
    basis: '-',
    source: 'SV',
    outcome: { H: 'note', F: 'warn' },
    find: (facts) => {
      const missing = attachmentsOf(facts).filter((name) => !facts.vedtak.vurderinger.vedlegg.includes(name));
      return hitIf(
        missing.length > 0,
        ['vurderinger', 'vedlegg'],
        `without ${missing.join(', ')}`,
        missing.join(', '),
      );
    },
    expected: 'the attachments that such an application has',
    fix: 'look through them and list them in vurderinger.vedlegg',
  },
  {
    code: 'DPIA',
    problem: 'vedtak.dpia',
    title: 'Criteria for an assessment of consequences for privacy, which is the user’s duty',
    tittel: 'Kriterier for å vurdere personvernkonsekvenser (DPIA), som er databrukerens plikt',
    basis: 'GDPR article 35',
    source: 'NV',
    outcome: { H: 'note', F: 'note' },
    find: (facts) =>
      hitIf(
        facts.vedtak.utlevering.form === 'individdata',
        ['utlevering', 'form'],
        `these are met: ${criteriaOf(facts)
          .map(([met]) => met)
          .join(', ')}`,
        `oppfylt er ${criteriaOf(facts)
          .map(([, oppfylt]) => oppfylt)
          .join(', ')}`,
      ),
    expected: 'an assessment where two or more criteria are met',
    fix: 'tell the databruker; the delivery does not depend on it',
  },
];

type Attachment = Facts['vedtak']['vurderinger']['vedlegg'][number];

function attachmentsOf({ vedtak }: Facts): readonly Attachment[] {
  const { prosjekt, rettsgrunnlag } = vedtak;
  const consent = rettsgrunnlag.artikkel6.includes('a') || rettsgrunnlag.artikkel9.includes('a');
  return [
    ...(prosjekt.formaal === 'forskning' ? (['protokoll'] as const) : []),
    ...(prosjekt.helseforskning ? (['rek-soeknad', 'rek-vedtak'] as const) : []),
    ...(rettsgrunnlag.dispensasjoner.length > 0 ? (['dispensasjon'] as const) : []),
    'personvernombud',
    ...(consent ? (['informasjonsskriv', 'samtykkeskjema'] as const) : []),
  ];
}

/** Each in English and in Norwegian. */
function criteriaOf(facts: Facts): readonly (readonly [string, string])[] {
  const { prosjekt, kobling } = facts.vedtak;
  const withoutConsent = prosjekt.formaal === 'forskning' && !hasBasis(facts, 'samtykke');
  return [
    ['special categories of data', 'særlige kategorier av opplysninger'],
    ['collected through a third party', 'innsamling fra andre enn personen selv'],
    ...(withoutConsent ? [['research without consent', 'forskning uten samtykke'] as const] : []),
    ...(kobling.modell === 'ingen' && !prosjekt.egneData
      ? []
      : [['data sets linked', 'kobling av datasett'] as const]),
    ...(prosjekt.type === 'forskning-lovovertredelser' ? [['offences', 'lovovertredelser'] as const] : []),
  ];
}
