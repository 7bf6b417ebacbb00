import { type Located, elements } from './located.ts';
import { rule } from './rule.ts';
import type { Registeruttak, Vedtak } from './schema.ts';
import { shownText } from '../document/shown-value.ts';

type Taushetsplikt = Registeruttak['taushetsplikt'][number];

/** Dispensations by their ids: each once, and none that is missing. */
export const dispensasjonRules = [
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
];

function taushetsplikter({ registre }: Pick<Vedtak, 'registre'>): readonly Located<Taushetsplikt>[] {
  return elements(['registre'], registre).flatMap(({ path, value }) =>
    elements([...path, 'taushetsplikt'], value.taushetsplikt),
  );
}
