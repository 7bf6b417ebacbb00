import { shownText } from '../../document/shown-value.ts';
import { isHealthResearch } from './facts.ts';
import { hitIf, type LawRule } from './law-rule.ts';

/** Part R: approval by REK, the regional committee for medical and health research ethics. */
export const researchRules: readonly LawRule[] = [
  {
    code: 'R1',
    problem: 'vedtak.rek-missing',
    title: 'Medical or health research without approval by REK',
    tittel: 'Medisinsk eller helsefaglig forskning uten godkjenning fra REK',
    basis: 'hfl §§ 9, 33; hregl § 19 a sixth paragraph',
    source: 'HN NV',
    outcome: { H: 'warn', F: 'refuse' },
    find: ({ vedtak: { prosjekt, rettsgrunnlag } }) =>
      hitIf(
        isHealthResearch({ prosjekt, rettsgrunnlag }) && rettsgrunnlag.rek === undefined,
        ['rettsgrunnlag', 'rek'],
        'nothing',
      ),
    expected: 'rettsgrunnlag.rek, since the project is helseforskning',
    fix: 'add reference and date of the approval, or rettsgrunnlag.rekAvvist if REK has dismissed the case as outside the act',
  },
  {
    code: 'R2',
    problem: 'vedtak.rek-late',
    title: 'Approval dated after the disclosure, or the application called complete before the approval',
    tittel:
      'Godkjenningen er datert etter utleveringen, eller søknaden er regnet som komplett før godkjenningen',
    basis: 'hregl §§ 19 a sixth paragraph, 19 f',
    source: 'HN',
    outcome: { H: 'warn', F: 'refuse' },
    find: ({ vedtak: { prosjekt, rettsgrunnlag, vedtak }, today }) => {
      const { rek } = rettsgrunnlag;
      if (!isHealthResearch({ prosjekt, rettsgrunnlag }) || rek === undefined) return [];
      const { soeknadKomplett } = vedtak;
      const early = soeknadKomplett !== undefined && soeknadKomplett < rek.dato;
      return [
        ...hitIf(rek.dato > today, ['rettsgrunnlag', 'rek', 'dato'], `${rek.dato}, after today, ${today}`),
        ...hitIf(
          early,
          ['vedtak', 'soeknadKomplett'],
          `${soeknadKomplett ?? ''}, before the approval of ${rek.dato}`,
        ),
      ];
    },
    expected: 'an approval that was there when the application was complete',
    fix: 'correct the dates as the documents have them; the deadline runs from the approval at the earliest',
  },
  {
    code: 'R3',
    problem: 'vedtak.rek-not-required',
    title: 'Approval by REK is not required for this purpose: absence is no finding',
    tittel: 'Godkjenning fra REK kreves ikke for dette formålet',
    basis: 'hfl',
    source: 'AF SV',
    outcome: { H: 'note', F: 'note' },
    find: ({ vedtak: { prosjekt, rettsgrunnlag } }) =>
      hitIf(
        !prosjekt.helseforskning && rettsgrunnlag.rek === undefined,
        ['prosjekt', 'helseforskning'],
        `false, ${prosjekt.formaal}`,
      ),
    expected: 'no approval',
    fix: 'nothing; in doubt REK decides whether it is health research',
  },
  {
    code: 'R4',
    problem: 'vedtak.rek-dismissed',
    title: 'REK dismissed the case as outside helseforskningsloven: that is binding',
    tittel: 'REK har avvist saken fordi den ikke omfattes av helseforskningsloven: det er bindende',
    basis: 'HN 5.7',
    source: 'HN',
    outcome: { H: 'note', F: 'note' },
    find: ({
      vedtak: {
        rettsgrunnlag: { rekAvvist },
      },
    }) =>
      rekAvvist === undefined
        ? []
        : [
            {
              path: ['rettsgrunnlag', 'rekAvvist'],
              got: `${shownText(rekAvvist.referanse)} of ${rekAvvist.dato}`,
            },
          ],
    expected: 'a project treated as not helseforskning',
    fix: 'keep the dismissal with the case',
  },
  {
    code: 'R5',
    problem: 'vedtak.rek-change',
    title: 'A change in a health-research project without REK’s decision on the change',
    tittel: 'Endring i et helseforskningsprosjekt uten REKs vedtak om endringen',
    basis: 'hfl',
    source: 'NV',
    outcome: { H: 'warn', F: 'refuse' },
    find: ({ vedtak: { vedtak, prosjekt, rettsgrunnlag } }) =>
      hitIf(
        vedtak.endrer !== undefined &&
          isHealthResearch({ prosjekt, rettsgrunnlag }) &&
          rettsgrunnlag.rek !== undefined &&
          rettsgrunnlag.rek.endring === undefined,
        ['rettsgrunnlag', 'rek', 'endring'],
        'nothing',
      ),
    expected: 'REK’s decision on the change, since the decision amends another',
    fix: 'add its reference and date, or state why the change needs none',
  },
  {
    code: 'R6',
    problem: 'vedtak.material-approval',
    title: 'Biological material without approval by REK (or notice to the biobank register)',
    tittel: 'Biologisk materiale uten godkjenning fra REK (eller melding til Biobankregisteret)',
    basis: '-',
    source: 'NV',
    outcome: { H: 'note', F: 'warn' },
    find: ({ vedtak: { prosjekt, rettsgrunnlag } }) =>
      hitIf(
        prosjekt.biologiskMateriale && rettsgrunnlag.rek === undefined,
        ['rettsgrunnlag', 'rek'],
        'nothing',
      ),
    expected:
      'REK for research, quality work across institutions and quality registers; else notice to the biobank register',
    fix: 'add the approval, or state when notice was given',
  },
  {
    code: 'R7',
    problem: 'vedtak.clinical-trial',
    title: 'Clinical trials of medicines or devices, in-vitro performance studies: SLV with REK KULMU',
    tittel:
      'Klinisk utprøving av legemidler eller utstyr, ytelsesstudier in vitro: tillatelse fra legemiddelmyndigheten, med REK KULMU',
    basis: '-',
    source: 'NV',
    outcome: { H: 'note', F: 'warn' },
    find: ({ vedtak: { prosjekt } }) =>
      hitIf(prosjekt.kliniskUtproeving, ['prosjekt', 'kliniskUtproeving'], 'true'),
    expected: 'permission of the medicines authority',
    fix: 'state its reference',
  },
  {
    code: 'R8',
    problem: 'vedtak.anonymous-research',
    title: 'Anonymous data can still need REK if the aim is health research with risk to participants',
    tittel: 'Anonyme data kan likevel kreve REK når målet er helseforskning med risiko for deltakerne',
    basis: 'hfl',
    source: 'NV',
    outcome: { H: 'note', F: 'note' },
    find: ({ vedtak: { prosjekt, utlevering } }) =>
      hitIf(
        utlevering.form === 'statistikk' && prosjekt.formaal === 'forskning' && !prosjekt.helseforskning,
        ['prosjekt', 'helseforskning'],
        'false',
      ),
    expected: 'research without risk to participants',
    fix: 'in doubt ask REK',
  },
];
