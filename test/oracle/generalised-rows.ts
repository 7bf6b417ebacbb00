import { suppress, type Person } from './brute-force.ts';
import { costOf } from './variable-cost.ts';

/** The quasi-identifiers of the decision. */
export const QUASI = ['foedselsdato', 'hoveddiagnose', 'kjoenn'].map((name) => `npr.episode.${name}`);
/** Ages in bands of so many years. */
export const alder = (bredde: number): object => ({ type: 'aldersgruppe', ved: '2024-01-01', bredde });
/** What each may become, beside how it is listed. */
export const GENERALISER = [
  { variabel: QUASI[0], nivaaer: [alder(10), alder(20), { type: 'tom' }] },
  { variabel: QUASI[1], nivaaer: [{ type: 'kode', nivaa: 1 }, { type: 'maske' }] },
  { variabel: QUASI[2], nivaaer: [{ type: 'tom' }] },
];

/** The levels as the decision orders them, worked out by hand: ages, codes cut short, and nothing. */
const band = (width: number) => (year: number) => String(Math.floor((2023 - year) / width));
export const LEVELS = [
  [5, 10, 20].map((width) => (p: Case) => band(width)(p.aar)).concat(() => ''),
  [(p: Case) => p.kode.slice(0, 3), (p: Case) => p.kode.slice(0, 1), () => '*'],
  [(p: Case) => p.kjoenn, () => ''],
];

/** A row of an extract. */
export interface Case {
  readonly person: number;
  readonly aar: number;
  readonly kode: string;
  readonly kjoenn: string;
}

/** Numbers that look drawn and are always the same (Lehmer). */
function drawn(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
}

/** Rows of so many persons, each with as many as `rowsEach` says. */
export function cases(
  seed: number,
  people: number,
  rowsEach: (next: (n: number) => number) => number,
): readonly Case[] {
  const next = drawn(seed);
  const codes = ['C500', 'C509', 'C61', 'I210', 'I48', 'J45'];
  return Array.from({ length: people }, (_, person) => {
    const born = { aar: 1950 + next(40), kjoenn: String(1 + next(2)) };
    return Array.from({ length: rowsEach(next) }, () => ({
      person,
      ...born,
      kode: codes[next(next(2) + 3)] ?? 'C61',
    }));
  }).flat();
}

/** The rows at some levels. */
export const oracleRows = (all: readonly Case[], levels: readonly number[]): readonly Person[] =>
  all.map((c) => ({ person: c.person, key: LEVELS.map((forms, i) => forms[levels[i] ?? 0]?.(c) ?? '') }));

/** What each variable costs, counted person by person among those who are delivered. */
export function costsByBruteForce(all: readonly Case[], levels: readonly number[], k: number) {
  const out = suppress(oracleRows(all, levels), k);
  const kept = all.filter((c) => !out.has(c.person));
  const names = ['foedselsdato', 'hoveddiagnose', 'kjoenn'];
  const limit = Math.max(5, k);
  return {
    uten: names.map((kolonne, i) => {
      const rows = oracleRows(kept, levels).map((r) => ({ ...r, key: r.key.filter((_, j) => j !== i) }));
      return { kolonne, ...costOf(rows, limit) };
    }),
    ettNivaaGrovere: names.map((kolonne, i) => {
      const up = levels.map((level, j) => (i === j ? level + 1 : level));
      const isThere = (levels[i] ?? 0) + 1 < (LEVELS[i]?.length ?? 0);
      return { kolonne, maal: isThere ? costOf(oracleRows(kept, up), limit) : null };
    }),
  };
}

const share = (persons: ReadonlySet<number>, of: ReadonlySet<number>): number => persons.size / of.size;

function groupBy(all: readonly Case[], keyOf: (c: Case) => string): ReadonlyMap<string, readonly Case[]> {
  const groups = new Map<string, Case[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

const personsOf = (all: readonly Case[]): ReadonlySet<number> => new Set(all.map((c) => c.person));

/** The fewest persons who share a class and a code cut to its category. */
export const fewestByEvent = (all: readonly Case[], classOf: (c: Case) => string): number =>
  Math.min(
    ...[...groupBy(all, (c) => `${classOf(c)} ${c.kode.slice(0, 3)}`).values()].map((g) => personsOf(g).size),
  );

/** The greatest difference of the share of one sex in a class from that of all persons; each person has one. */
export const greatestDistance = (all: readonly Case[], classOf: (c: Case) => string): number => {
  const women = (of: readonly Case[]): number =>
    share(personsOf(of.filter((c) => c.kjoenn === '1')), personsOf(of));
  return Math.max(...[...groupBy(all, classOf).values()].map((of) => Math.abs(women(of) - women(all))));
};
