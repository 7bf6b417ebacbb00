import { isInEea } from './eea.ts';
import { type Located, elements } from './located.ts';
import { hitIf, rule } from './rule.ts';
import type { Registeruttak, Vedtak } from './schema.ts';
import { shownText } from '../document/shown-value.ts';

type Taushetsplikt = Registeruttak['taushetsplikt'][number];

/** What the law asks of a disclosure, as far as the form of the decision shows it. */
export const lawRules = [
  /** Helseforskningsloven §§ 9 and 33; helseregisterloven § 19 a sixth paragraph. */
  rule('vedtak.rek-missing', ['prosjekt', 'rettsgrunnlag'], ({ prosjekt, rettsgrunnlag }) =>
    hitIf(prosjekt.helseforskning && rettsgrunnlag.rek === undefined, ['rettsgrunnlag', 'rek'], {}),
  ),
  rule('vedtak.helseforskning-purpose', ['prosjekt'], ({ prosjekt: { helseforskning, formaal } }) =>
    hitIf(helseforskning && formaal !== 'forskning', ['prosjekt', 'formaal'], { formaal }),
  ),
  /** Helseregisterloven § 19 a: a ground for every source. */
  rule('vedtak.taushetsplikt-missing', ['registre'], ({ registre }) =>
    elements(['registre'], registre)
      .filter(({ value }) => value.taushetsplikt.length === 0)
      .map(({ path, value }) => ({
        path: [...path, 'taushetsplikt'],
        parameters: { table: `${value.register}.${value.tabell}` },
      })),
  ),
  /** A code with a key anywhere keeps the data personal (GDPR article 4 no. 5, recital 26). */
  rule('vedtak.not-identifying', ['registre', 'utlevering'], (vedtak) =>
    taushetsplikter(vedtak)
      .filter(
        ({ value }) => value.type === 'ikke-personidentifiserbart' && vedtak.utlevering.form !== 'statistikk',
      )
      .map(({ path }) => ({ path: [...path, 'type'], parameters: { form: vedtak.utlevering.form } })),
  ),
  rule('vedtak.dispensasjon-id', ['registre'], (vedtak) =>
    taushetsplikter(vedtak)
      .filter(({ value }) => (value.type === 'dispensasjon') !== (value.dispensasjon !== undefined))
      .map(({ path, value: { type, dispensasjon } }) => ({
        path: [...path, 'dispensasjon'],
        parameters: { type, has: dispensasjon !== undefined },
      })),
  ),
  rule('vedtak.dispensasjon-unknown', ['registre', 'rettsgrunnlag'], (vedtak) => {
    const ids = [...new Set(vedtak.rettsgrunnlag.dispensasjoner.map(({ id }) => id))];
    return taushetsplikter(vedtak).flatMap(({ path, value: { dispensasjon } }) =>
      dispensasjon === undefined || ids.includes(dispensasjon)
        ? []
        : [
            {
              path: [...path, 'dispensasjon'],
              parameters: { id: shownText(dispensasjon), known: ids.slice(0, 10).map(shownText) },
            },
          ],
    );
  }),
  rule('vedtak.duplicate-dispensasjon', ['rettsgrunnlag'], ({ rettsgrunnlag: { dispensasjoner } }) =>
    elements(['rettsgrunnlag', 'dispensasjoner'], dispensasjoner)
      .filter(({ value }, i) => dispensasjoner.findIndex(({ id }) => id === value.id) < i)
      .map(({ path, value }) => ({ path: [...path, 'id'], parameters: { id: shownText(value.id) } })),
  ),
  /** A dispensation is personal: those who get access must be named. */
  rule('vedtak.personer-missing', ['registre', 'databruker'], (vedtak) => {
    const personal = taushetsplikter(vedtak).some(({ value }) => value.type === 'dispensasjon');
    return hitIf(personal && vedtak.databruker.personer.length === 0, ['databruker', 'personer'], {});
  }),
  /** GDPR chapter V. */
  rule('vedtak.transfer-basis', ['databruker'], ({ databruker: { land, overfoeringsgrunnlag } }) =>
    hitIf(!isInEea(land) && overfoeringsgrunnlag === undefined, ['databruker', 'land'], { land }),
  ),
  /** The regulation on the national solution, § 4 second paragraph: a closed room, or a stated necessity. */
  rule('vedtak.kanal-begrunnelse', ['utlevering'], ({ utlevering: { kanal, begrunnelse } }) =>
    hitIf(kanal === 'utlevering' && begrunnelse === undefined, ['utlevering', 'begrunnelse'], {}),
  ),
];

function taushetsplikter({ registre }: Pick<Vedtak, 'registre'>): readonly Located<Taushetsplikt>[] {
  return elements(['registre'], registre).flatMap(({ path, value }) =>
    elements([...path, 'taushetsplikt'], value.taushetsplikt),
  );
}
