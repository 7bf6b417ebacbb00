import { renderPath } from '../document/json-path.ts';
import { type Located, elements, variabler } from './located.ts';
import { nearest } from '../document/nearest.ts';
import { rule } from './rule.ts';
import type { Anonymitet, Registeruttak, Variabelvalg } from './schema.ts';

const table = ({ register, tabell }: Registeruttak): string => `${register}.${tabell}`;
const deliveredName = ({ navn, som }: Variabelvalg): string => som ?? navn;

/** Names in the file: each once, and none that stands for nothing. */
export const nameRules = [
  rule('vedtak.duplicate-table', ['registre'], ({ registre }) =>
    repeated(elements(['registre'], registre), ({ value }) => table(value)).map(({ again, first }) => ({
      path: again.path,
      parameters: { table: table(again.value), first: renderPath(first.path) },
    })),
  ),
  /** Column names of the delivery are compared without regard to case by the database. */
  rule('vedtak.duplicate-name', ['registre'], (vedtak) =>
    repeated(variabler(vedtak), ({ entry, value }) => `${entry}.${deliveredName(value)}`.toLowerCase()).map(
      ({ again, first }) => ({
        path: [...again.path, again.value.som === undefined ? 'navn' : 'som'],
        parameters: { name: deliveredName(again.value), first: renderPath(first.path) },
      }),
    ),
  ),
  rule('vedtak.reserved-name', ['registre'], (vedtak) =>
    variabler(vedtak)
      .filter(({ value }) => deliveredName(value).toLowerCase() === 'loepenummer')
      .map(({ path, value }) => ({
        path: [...path, value.som === undefined ? 'navn' : 'som'],
        parameters: { name: deliveredName(value) },
      })),
  ),
  rule('vedtak.not-delivered', ['registre', 'anonymitet'], (vedtak) => {
    const delivered = variabler(vedtak).map(({ uttak, value }) => `${table(uttak)}.${deliveredName(value)}`);
    const known = new Set(delivered);
    return references(vedtak.anonymitet)
      .filter(({ value }) => !known.has(value))
      .map(({ path, value }) => ({ path, parameters: { name: value, nearest: nearest(value, delivered) } }));
  }),
];

/** Everything after the first with the same key, together with that first. */
function repeated<T>(items: readonly T[], keyOf: (item: T) => string): readonly { again: T; first: T }[] {
  const firsts = new Map<string, T>();
  return items.flatMap((again) => {
    const first = firsts.get(keyOf(again));
    if (first === undefined) firsts.set(keyOf(again), again);
    return first === undefined ? [] : [{ again, first }];
  });
}

function references({ kvasi, sensitive, hendelse, generaliser }: Anonymitet): readonly Located<string>[] {
  const named = (
    key: string,
    entries: readonly { readonly variabel: string }[],
  ): readonly Located<string>[] =>
    entries.map(({ variabel }, i) => ({ path: ['anonymitet', key, i, 'variabel'], value: variabel }));
  return [
    ...elements(['anonymitet', 'kvasi'], kvasi),
    ...named('sensitive', sensitive),
    ...elements(['anonymitet', 'hendelse', 'variabler'], hendelse?.variabler ?? []),
    ...named('generaliser', generaliser),
  ];
}
