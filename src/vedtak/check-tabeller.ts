import { nearest } from '../document/nearest.ts';
import { renderPath } from '../document/json-path.ts';
import { elements, variabler } from './located.ts';
import { hitIf, rule } from './rule.ts';
import type { Anonymitet, Registeruttak, Variabelvalg, Vedtak } from './schema.ts';

type Tabell = NonNullable<Vedtak['utlevering']['tabeller']>[number];

const located = (utlevering: Vedtak['utlevering']) =>
  elements(['utlevering', 'tabeller'], utlevering.tabeller ?? []);
const nameOf = ({ register, tabell }: Registeruttak): string => `${register}.${tabell}`;
const deliveredName = ({ navn, som }: Variabelvalg): string => som ?? navn;

/** Names in the file of a table of counts that are not those of dimensions. */
const OWN_COLUMNS = ['antall', 'markering'];

/** What tables of counts are made of: each counts one delivered table by delivered variables, and nothing else is delivered. */
export const tabellRules = [
  rule('vedtak.tabeller-form', ['utlevering'], ({ utlevering: { form, tabeller } }) =>
    hitIf((form === 'statistikk') !== (tabeller !== undefined), ['utlevering', 'tabeller'], { form }),
  ),
  rule('vedtak.tabell-name', ['utlevering'], ({ utlevering }) => {
    const all = located(utlevering);
    return all.flatMap(({ path, value: { navn } }, i) => {
      const first = all.slice(0, i).find(({ value }) => value.navn === navn);
      if (first === undefined) return [];
      return [{ path: [...path, 'navn'], parameters: { name: navn, first: renderPath(first.path) } }];
    });
  }),
  rule('vedtak.tabell-kilde', ['utlevering', 'registre'], ({ utlevering, registre }) => {
    const known = registre.map(nameOf);
    return located(utlevering).flatMap(({ path, value: { kilde } }) =>
      hitIf(!known.includes(kilde), [...path, 'kilde'], { kilde, nearest: nearest(kilde, known) }),
    );
  }),
  rule('vedtak.tabell-dimension', ['utlevering', 'registre'], ({ utlevering, registre }) =>
    located(utlevering).flatMap(({ path, value: { kilde, dimensjoner } }) => {
      const known = registre.find((uttak) => nameOf(uttak) === kilde)?.variabler.map(deliveredName);
      return elements([...path, 'dimensjoner'], dimensjoner).flatMap(({ path: at, value: name }) =>
        hitIf(known?.includes(name) === false, at, { name, kilde, nearest: nearest(name, known ?? []) }),
      );
    }),
  ),
  rule('vedtak.tabell-column', ['utlevering'], ({ utlevering }) =>
    located(utlevering).flatMap(({ path, value: { dimensjoner } }) => {
      const folded = dimensjoner.map((name) => name.toLowerCase());
      return elements([...path, 'dimensjoner'], dimensjoner).flatMap(({ path: at, value: name }, i) => {
        const again = folded.indexOf(name.toLowerCase()) < i;
        return hitIf(again || OWN_COLUMNS.includes(name.toLowerCase()), at, { name, again });
      });
    }),
  ),
  rule('vedtak.tabell-unused', ['utlevering', 'registre'], (vedtak) => {
    const { tabeller } = vedtak.utlevering;
    if (tabeller === undefined) return [];
    return variabler(vedtak).flatMap(({ path, value, uttak }) =>
      hitIf(!isCounted(tabeller, nameOf(uttak), deliveredName(value)), [...path, 'navn'], {
        name: deliveredName(value),
      }),
    );
  }),
  rule('vedtak.tabell-demand', ['utlevering', 'anonymitet'], ({ utlevering, anonymitet }) =>
    utlevering.form === 'statistikk'
      ? rowDemands(anonymitet).map((key) => ({ path: ['anonymitet', key], parameters: { key } }))
      : [],
  ),
];

const isCounted = (tabeller: readonly Tabell[], kilde: string, name: string): boolean =>
  tabeller.some((tabell) => tabell.kilde === kilde && tabell.dimensjoner.includes(name));

/** Keys that say something of rows about persons, as they stand. */
function rowDemands(anonymitet: Anonymitet): readonly (keyof Anonymitet)[] {
  const { enhet, kvasi, sensitive, hendelse, undertrykk, generaliser } = anonymitet;
  const said: readonly (readonly [keyof Anonymitet, boolean])[] = [
    ['enhet', enhet !== 'person'],
    ['kvasi', kvasi.length > 0],
    ['sensitive', sensitive.some(({ t }) => t !== undefined)],
    ['hendelse', hendelse !== undefined],
    ['undertrykk', undertrykk !== 'tabell'],
    ['generaliser', generaliser.length > 0],
  ];
  return said.flatMap(([key, is]) => (is ? [key] : []));
}
