import type { JsonPath } from '../document/json-path.ts';
import type { ParametersOf } from '../errors/catalogue.ts';
import { elements, type Located } from './located.ts';
import { hitIf, rule, type Hit } from './rule.ts';
import type { Vedtak } from './schema.ts';

type Kobling = Vedtak['kobling'];
type Party = Kobling['parter'][number];
type Registre = Vedtak['registre'];

/** The other parties of a linkage. */
export const partyRules = [
  rule('vedtak.kobling-parter', ['kobling', 'registre'], ({ kobling, registre }) => [
    ...checkModel(kobling),
    ...checkOnce(kobling, registre),
    ...elements(['kobling', 'parter'], kobling.parter).flatMap((party) => checkKey(kobling, party)),
  ]),
];

type PartyHits = readonly Hit<'vedtak.kobling-parter'>[];

const partyHit = (
  broken: boolean,
  path: JsonPath,
  parameters: ParametersOf<'vedtak.kobling-parter'>,
): PartyHits => hitIf(broken, path, parameters);

function checkModel({ modell, parter, loepenummer, utfoeresAv, arbeidsnummer }: Kobling): PartyHits {
  const draws = modell === 'distribuert' && loepenummer.metode === 'tilfeldig';
  const apart = arbeidsnummer !== undefined && modell !== 'sentralisert';
  const joined = modell !== 'distribuert' || utfoeresAv === undefined || utfoeresAv === 'databruker';
  return [
    ...partyHit(parter.length > 0 && modell === 'ingen', ['kobling', 'parter'], {
      expected: 'parter of a linkage (distribuert, sentralisert)',
      got: `parter with the modell ${modell}`,
    }),
    ...partyHit(apart, ['kobling', 'arbeidsnummer'], {
      expected: 'working numbers with the modell sentralisert only',
      got: `some with the modell ${modell}`,
    }),
    ...partyHit(draws && parter.length === 0, ['kobling', 'parter'], {
      expected: 'the other parties, who need the numbers that are drawn here',
      got: 'none',
    }),
    ...partyHit(!joined, ['kobling', 'utfoeresAv'], {
      expected: 'databruker, who joins what the parties deliver',
      got: utfoeresAv ?? '',
    }),
  ];
}

/** The name under which the key file of a party lies. */
const plainName = (name: string): string => name.toLowerCase().replaceAll(/[^a-zæøå0-9]/g, '');

/** Who links by working numbers has the registers of the others among the extracts. */
function checkOnce({ parter, arbeidsnummer }: Kobling, registre: Registre): PartyHits {
  const own = arbeidsnummer === undefined ? registre.map(({ register }) => register) : [];
  return elements(['kobling', 'parter'], parter).flatMap(({ path, value }, i) => {
    const before = parter.slice(0, i);
    const taken = [...own, ...before.flatMap((party) => party.registre)];
    const twice = value.registre.filter((id, j) => taken.includes(id) || value.registre.indexOf(id) < j);
    const named = before.some((party) => plainName(party.forvalter) === plainName(value.forvalter));
    return [
      ...partyHit(twice.length > 0, [...path, 'registre'], {
        expected: 'each register from one party',
        got: `${twice.join(', ')} from several`,
      }),
      ...partyHit(named, [...path, 'forvalter'], {
        expected: 'each party once',
        got: 'one that is named before',
      }),
    ];
  });
}

/** Who draws the numbers hands them over, and nobody else. */
function checkKey(
  { modell, loepenummer, arbeidsnummer }: Kobling,
  { path, value }: Located<Party>,
): PartyHits {
  if (modell === 'ingen') return [];
  const draws = loepenummer.metode === 'tilfeldig' && arbeidsnummer === undefined;
  const has = value.noekkelTil !== undefined;
  const why = arbeidsnummer === undefined ? `metode ${loepenummer.metode}` : 'a linkage by working numbers';
  return partyHit(draws !== has, [...path, 'noekkelTil'], {
    expected: draws
      ? 'the public key of the party, which needs the numbers that are drawn here'
      : `no noekkelTil, since ${why} hands over no numbers`,
    got: has ? 'one' : 'none',
  });
}
