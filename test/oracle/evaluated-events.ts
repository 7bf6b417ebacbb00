import type { OracleRow } from './evaluated-verdict.ts';

/** What an attacker may know of events. */
export interface JudgedEvents {
  readonly m: 1 | 2;
  readonly places: readonly number[];
  /** Rows of the table of the events where that is another than the judged one. */
  readonly elsewhere: readonly OracleRow[] | null;
}

/**
 * The fewest persons who share a class and any up to m events of one of them, and all persons of combinations that fewer
 * than k share. Persons with events and without a row in the judged table share a class.
 */
export function rarestCombination(
  { m, places, elsewhere }: JudgedEvents,
  k: number,
  classes: readonly (readonly OracleRow[])[],
  suppressed: ReadonlySet<string>,
): { readonly k: number; readonly rare: readonly string[] } {
  const rows = (elsewhere ?? classes.flat()).filter(({ person }) => !suppressed.has(person));
  const events = collect(
    rows.map((row) => [row.person, JSON.stringify(places.map((place) => row.cells[place] ?? null))]),
  );
  const members = collect(
    classes.flatMap((of, i) => of.map((row): [string, string] => [row.person, String(i)])),
  );
  const combinations = new Map<string, Set<string>>();
  for (const [person, own] of events)
    for (const known of upTo(m, [...own]))
      for (const group of members.get(person) ?? ['none']) {
        const key = [group, ...known].join(' | ');
        combinations.set(key, (combinations.get(key) ?? new Set()).add(person));
      }
  const all = [...combinations.values()];
  const rare = all.filter((persons) => persons.size < k).flatMap((persons) => [...persons]);
  return { k: all.length === 0 ? 0 : Math.min(...all.map((persons) => persons.size)), rare };
}

function collect(pairs: readonly (readonly [string, string])[]): Map<string, Set<string>> {
  const sets = new Map<string, Set<string>>();
  for (const [key, value] of pairs) sets.set(key, (sets.get(key) ?? new Set()).add(value));
  return sets;
}

function upTo(m: 1 | 2, events: readonly string[]): string[][] {
  const sorted = [...events].sort();
  const pairs = sorted.flatMap((a, i) => sorted.slice(i + 1).map((b) => [a, b]));
  return [...sorted.map((event) => [event]), ...(m === 1 ? [] : pairs)];
}
