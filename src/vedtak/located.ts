import type { JsonPath } from '../document/json-path.ts';
import type { Betingelse, Minimering, Registeruttak, Variabelvalg, Vedtak } from './schema.ts';

/** Something of the decision and where it stands. */
export interface Located<T> {
  readonly path: JsonPath;
  readonly value: T;
}

export interface LocatedVariabel extends Located<Variabelvalg> {
  readonly uttak: Registeruttak;
  /** Index of its register table in `registre`. */
  readonly entry: number;
}

/** Elements with their paths. */
export function elements<T>(path: JsonPath, values: readonly T[]): readonly Located<T>[] {
  return values.map((value, i) => ({ path: [...path, i], value }));
}

/** Every variable of every register table. */
export function variabler(vedtak: Pick<Vedtak, 'registre'>): readonly LocatedVariabel[] {
  return elements(['registre'], vedtak.registre).flatMap(({ path, value: uttak }, entry) =>
    elements([...path, 'variabler'], uttak.variabler).map((variabel) => ({ ...variabel, uttak, entry })),
  );
}

/** Every minimisation, of variables and of the levels that `generaliser` allows. */
export function minimeringer(
  vedtak: Pick<Vedtak, 'registre' | 'anonymitet'>,
): readonly Located<Minimering>[] {
  const ordered = variabler(vedtak).flatMap(({ path, value }) =>
    value.minimering === undefined ? [] : [{ path: [...path, 'minimering'], value: value.minimering }],
  );
  const levels = elements(['anonymitet', 'generaliser'], vedtak.anonymitet.generaliser).flatMap(
    ({ path, value }) => elements([...path, 'nivaaer'], value.nivaaer),
  );
  return [...ordered, ...levels];
}

/** Every condition of the population, the index event and the register tables. */
export function betingelser(
  vedtak: Pick<Vedtak, 'utvalg' | 'referansedato' | 'registre'>,
): readonly Located<Betingelse>[] {
  const { utvalg, referansedato } = vedtak;
  const indeks = referansedato?.metode === 'indeksdato' ? (referansedato.indeks.hvor ?? []) : [];
  return [
    ...elements(['utvalg', 'hvor'], utvalg.hvor),
    ...elements(['utvalg', 'ekskluder'], utvalg.ekskluder),
    ...elements(['utvalg', 'kontroller', 'hvor'], utvalg.kontroller?.hvor ?? []),
    ...elements(['utvalg', 'kilder'], utvalg.kilder ?? []).flatMap(({ path, value }) =>
      elements([...path, 'hvor'], value.hvor),
    ),
    ...elements(['referansedato', 'indeks', 'hvor'], indeks),
    ...elements(['registre'], vedtak.registre).flatMap(({ path, value }) =>
      elements([...path, 'hvor'], value.hvor),
    ),
  ];
}
