import { isInEea } from '../eea.ts';
import { shownText } from '../../document/shown-value.ts';
import type { Facts } from './facts.ts';
import { hitIf, type LawRule } from './law-rule.ts';

/** Part U: users, processors and analysis rooms abroad. */
export const abroadRules: readonly LawRule[] = [
  {
    code: 'U2',
    problem: 'vedtak.transfer-basis',
    title: 'User, processor or room outside the EEA, and the decision names no transfer basis',
    tittel:
      'Databruker, databehandler eller analyserom utenfor EØS, og vedtaket nevner ikke noe overføringsgrunnlag',
    basis: 'GDPR chapter V',
    source: 'HN NV',
    outcome: { H: 'refuse', F: 'refuse' },
    find: (facts) =>
      facts.vedtak.databruker.overfoeringsgrunnlag === undefined
        ? outsideEea(facts).map(({ path, land }) => ({
            path,
            got: `the country ${land} and no ground for the transfer`,
          }))
        : [],
    expected: 'overfoeringsgrunnlag, since data go outside the EEA',
    fix: 'add the ground that the decision names',
  },
  {
    code: 'U3',
    problem: 'vedtak.transfer-measures',
    title: 'A transfer basis that may not protect enough alone, without added measures',
    tittel: 'Overføringsgrunnlaget verner kanskje ikke nok alene, og det er ikke oppgitt tilleggstiltak',
    basis: 'GDPR chapter V',
    source: 'HN',
    outcome: { H: 'warn', F: 'refuse' },
    find: (facts) => {
      const { overfoeringsgrunnlag, tilleggstiltak } = facts.vedtak.databruker;
      const outside = outsideEea(facts).length > 0;
      return outside &&
        overfoeringsgrunnlag !== undefined &&
        !ADEQUACY.test(overfoeringsgrunnlag) &&
        tilleggstiltak === undefined
        ? [{ path: ['databruker', 'tilleggstiltak'], got: `${shownText(overfoeringsgrunnlag)} alone` }]
        : [];
    },
    expected: 'an adequacy decision (article 45), or the measures added to the basis',
    fix: 'add databruker.tilleggstiltak as the decision names them',
  },
  {
    code: 'U4',
    problem: 'vedtak.abroad-conditions',
    title:
      'A user abroad: security, a guarantee of confidentiality and an analysis room are likely conditions; for research external ethics review',
    tittel:
      'Databruker i utlandet: sikkerhet, garanti for taushetsplikt og analyserom er vanlige vilkår; for forskning også ekstern etisk vurdering',
    basis: 'reg. § 4 fourth paragraph',
    source: 'HN',
    outcome: { H: 'note', F: 'warn' },
    quotes: true,
    find: ({ vedtak: { databruker } }) =>
      hitIf(databruker.land !== 'NO', ['databruker', 'land'], databruker.land),
    expected: 'the conditions weighed',
    fix: 'state which conditions the decision sets, or why none',
  },
  {
    code: 'U5',
    problem: 'vedtak.abroad-processor',
    title: 'Research institution abroad without a processor agreement between the institutions',
    tittel: 'Forskningsinstitusjon i utlandet uten databehandleravtale mellom institusjonene',
    basis: 'GDPR article 28',
    source: 'SV',
    outcome: { H: 'note', F: 'warn' },
    find: ({ vedtak: { databruker, prosjekt } }) =>
      hitIf(
        databruker.land !== 'NO' &&
          prosjekt.formaal === 'forskning' &&
          databruker.databehandleravtale === undefined,
        ['databruker', 'databehandleravtale'],
        'nothing',
      ),
    expected: 'the agreement',
    fix: 'add databruker.databehandleravtale',
  },
  {
    code: 'U6',
    problem: 'vedtak.public-cloud',
    title: 'Public cloud: a legal problem after Schrems II',
    tittel: 'Offentlig sky: rettslig usikkert etter Schrems II-dommen',
    basis: 'GDPR chapter V',
    source: 'HN',
    outcome: { H: 'note', F: 'warn' },
    find: ({ vedtak: { utlevering } }) =>
      hitIf(utlevering.offentligSky, ['utlevering', 'offentligSky'], 'true'),
    expected: 'a closed infrastructure',
    fix: 'state where the data lie and who can be made to hand them over',
  },
  {
    code: 'U7',
    problem: 'vedtak.room-processor',
    title: 'The analysis room is a processor of the project: an agreement with the user’s institution',
    tittel:
      'Den som driver analyserommet, er databehandler for prosjektet: det må være en avtale med databrukerens institusjon',
    basis: 'GDPR article 28',
    source: 'NV',
    outcome: { H: 'note', F: 'note' },
    find: ({ vedtak: { utlevering } }) =>
      hitIf(
        utlevering.kanal === 'analyserom',
        ['utlevering', 'analyserom'],
        utlevering.analyserom === undefined ? 'not named' : shownText(utlevering.analyserom),
        utlevering.analyserom === undefined ? undefined : shownText(utlevering.analyserom),
      ),
    expected: 'an agreement between the room and the databruker',
    fix: 'tell the databruker',
  },
];

/** An adequacy decision, as decisions cite it. */
const ADEQUACY = /adekvans|tilstrekkelig beskyttelse|art(?:ikkel|icle)?\.?\s*45\b|adequacy/iu;

/** Svalbard is Norwegian territory outside the EEA: the transfer rules are for third countries. */
const isThirdCountry = (land: string): boolean => !isInEea(land) && land !== 'SJ';

function outsideEea({ vedtak: { databruker, utlevering } }: Facts) {
  return [
    { path: ['databruker', 'land'], land: databruker.land },
    { path: ['utlevering', 'land'], land: utlevering.land },
  ].filter(({ land }) => isThirdCountry(land));
}
