import type { JsonPath } from '../document/json-path.ts';
import { betingelser, elements, minimeringer, variabler } from './located.ts';
import { type Hit, hitIf, rule } from './rule.ts';
import type { Betingelse } from './schema.ts';

type Test = Omit<Betingelse, 'variabel' | 'ikke'>;

/** Values of one entry that must fit each other. */
export const valueRules = [
  rule('vedtak.condition-empty', ['utvalg', 'referansedato', 'registre'], (vedtak) =>
    tests(vedtak).flatMap(({ path, keys }) => hitIf(keys.length === 0, path, {})),
  ),
  rule('vedtak.bounds', ['utvalg', 'referansedato', 'registre'], (vedtak) =>
    tests(vedtak).flatMap(({ path, test: { fra, til } }) =>
      hitIf(fra !== undefined && til !== undefined && typeof fra !== typeof til, [...path, 'til'], {}),
    ),
  ),
  rule('vedtak.from-after-to', ['utvalg', 'referansedato', 'registre'], (vedtak) =>
    tests(vedtak).flatMap(({ path, test: { fra, til } }) => fromAfterTo(path, ['fra', fra], ['til', til])),
  ),
  rule('vedtak.from-after-to', ['utvalg'], ({ utvalg: { alder } }) =>
    fromAfterTo(['utvalg', 'alder'], ['fra', alder?.fra], ['til', alder?.til]),
  ),
  rule('vedtak.from-after-to', ['registre', 'anonymitet'], (vedtak) =>
    minimeringer(vedtak).flatMap(({ path, value }) =>
      value.type === 'aldersgruppe' ? fromAfterTo(path, ['bunn', value.bunn], ['topp', value.topp]) : [],
    ),
  ),
  rule('vedtak.not-ascending', ['registre', 'anonymitet'], (vedtak) =>
    minimeringer(vedtak).flatMap(({ path, value }) => {
      const limits = 'grenser' in value ? (value.grenser ?? []) : [];
      const ascending = limits.every((limit, i) => i === 0 || limit > (limits[i - 1] ?? limit));
      return hitIf(!ascending, [...path, 'grenser'], {});
    }),
  ),
  rule('vedtak.bands', ['registre', 'anonymitet'], (vedtak) =>
    minimeringer(vedtak).flatMap(({ path, value }) => {
      if (value.type !== 'aldersgruppe') return [];
      const both = value.bredde !== undefined && value.grenser !== undefined;
      return hitIf(both || (value.bredde === undefined && value.grenser === undefined), path, { both });
    }),
  ),
  rule('vedtak.maks-andel', ['registre'], (vedtak) => [
    ...elements(['registre'], vedtak.registre).flatMap(({ path, value }) =>
      hitIf<'vedtak.maks-andel'>(
        value.maksAndel !== undefined && value.ugyldig === 'stopp',
        [...path, 'maksAndel'],
        {},
      ),
    ),
    ...variabler(vedtak).flatMap(({ path, value, uttak }) =>
      hitIf<'vedtak.maks-andel'>(
        value.maksAndel !== undefined && (value.ugyldig ?? uttak.ugyldig) === 'stopp',
        [...path, 'maksAndel'],
        {},
      ),
    ),
  ]),
];

interface LocatedTest {
  readonly path: JsonPath;
  readonly test: Test;
  readonly keys: readonly string[];
}

/** Every condition, and the test inside its `ikke`. */
function tests(vedtak: Parameters<typeof betingelser>[0]): readonly LocatedTest[] {
  return betingelser(vedtak).flatMap(({ path, value }) => {
    const { ikke } = value;
    const own = { path, test: value, keys: Object.keys(value).filter((key) => key !== 'variabel') };
    if (ikke === undefined || isList(ikke)) return [own];
    return [own, { path: [...path, 'ikke'], test: ikke, keys: Object.keys(ikke) }];
  });
}

const isList = (ikke: NonNullable<Betingelse['ikke']>): ikke is Extract<typeof ikke, readonly unknown[]> =>
  Array.isArray(ikke);

type Bound = readonly [key: string, value: string | number | undefined];

function fromAfterTo(
  path: JsonPath,
  [fromKey, from]: Bound,
  [toKey, to]: Bound,
): readonly Hit<'vedtak.from-after-to'>[] {
  if (from === undefined || to === undefined || typeof from !== typeof to) return [];
  return hitIf(from > to, [...path, toKey], { from: `${fromKey} ${from}`, to: `${toKey} ${to}` });
}
