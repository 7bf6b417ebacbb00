import { hitIf, type LawRule } from './law-rule.ts';

/** Years that data may be stored for after-control (helseforskningsloven § 38). */
const AFTER_CONTROL_YEARS = 5;

/** Part S: how long the data are kept. */
export const retentionRules: readonly LawRule[] = [
  {
    code: 'S2',
    problem: 'vedtak.erasure-late',
    title: 'Erasure after project end without a stated ground',
    tittel: 'Sletting etter prosjektslutt uten oppgitt begrunnelse',
    basis: 'GDPR article 5',
    source: 'NV',
    outcome: { H: 'warn', F: 'warn' },
    find: ({ vedtak: { utlevering, prosjekt, rettsgrunnlag } }) => {
      const { slettes, slettesBegrunnelse } = utlevering;
      const stated = slettesBegrunnelse !== undefined || rettsgrunnlag.rek?.etterkontroll === true;
      return slettes === undefined || slettes <= prosjekt.sluttdato || stated
        ? []
        : [
            {
              path: ['utlevering', 'slettes'],
              got: `${slettes}, and the project ends on ${prosjekt.sluttdato}`,
            },
          ];
    },
    expected: 'erasure at project end, or the ground for keeping the data longer',
    fix: 'correct slettes, or add utlevering.slettesBegrunnelse as the decision says',
  },
  {
    code: 'S3',
    problem: 'vedtak.after-control',
    title:
      'After-control: only in helseforskning, only as a condition by REK, five years after project end, storage without use',
    tittel:
      'Etterkontroll: bare i helseforskning, bare som vilkår fra REK, i fem år etter prosjektslutt, og som lagring uten bruk',
    basis: 'hfl § 38',
    source: 'NV',
    outcome: { H: 'warn', F: 'warn' },
    find: ({ vedtak: { utlevering, prosjekt, rettsgrunnlag } }) => {
      if (rettsgrunnlag.rek?.etterkontroll !== true) return [];
      const limit = yearsAfter(prosjekt.sluttdato, AFTER_CONTROL_YEARS);
      const { slettes } = utlevering;
      return [
        ...hitIf(
          !prosjekt.helseforskning,
          ['rettsgrunnlag', 'rek', 'etterkontroll'],
          'true without helseforskning',
        ),
        ...hitIf(
          slettes !== undefined && slettes > limit,
          ['utlevering', 'slettes'],
          `${slettes ?? ''}, after ${limit}`,
        ),
      ];
    },
    expected: 'helseforskning, and erasure at most five years after project end',
    fix: 'correct the dates as REK’s condition has them; no one may use the data in that time',
  },
  {
    code: 'S4',
    problem: 'vedtak.trial-storage',
    title: 'Medicine trials: documents are kept for 25 years',
    tittel: 'Legemiddelutprøving: dokumentene oppbevares i 25 år',
    basis: 'Regulation (EU) 536/2014 article 58',
    source: 'NV',
    outcome: { H: 'note', F: 'note' },
    find: ({ vedtak: { prosjekt } }) =>
      hitIf(prosjekt.kliniskUtproeving, ['prosjekt', 'kliniskUtproeving'], 'true'),
    expected: 'a deletion date that fits the rules of the trial',
    fix: 'nothing more where the decision has weighed it',
  },
  {
    code: 'S7',
    problem: 'vedtak.validity-long',
    title: 'The decision is valid for longer than the project',
    tittel: 'Vedtaket gjelder lenger enn prosjektet',
    basis: '-',
    source: '-',
    outcome: { H: 'warn', F: 'warn' },
    find: ({ vedtak: { vedtak, prosjekt } }) =>
      hitIf(
        vedtak.gyldigTil > prosjekt.sluttdato,
        ['vedtak', 'gyldigTil'],
        `${vedtak.gyldigTil}, and the project ends on ${prosjekt.sluttdato}`,
      ),
    expected: 'a decision that is valid until project end at the latest',
    fix: 'correct the dates as the decision has them',
  },
];

/** The same day some years later; 29 February becomes 28 February. */
function yearsAfter(date: string, years: number): string {
  const later = `${String(Number(date.slice(0, 4)) + years).padStart(4, '0')}${date.slice(4)}`;
  return date.endsWith('-02-29') ? `${later.slice(0, 8)}28` : later;
}
