import type { Row } from './ask.ts';

/** A slow and plain evaluation of the measures, row by row, to hold the program against. */
export interface Oracle {
  readonly persons: number;
  readonly classes: number;
  readonly k: number;
  readonly uniques: number;
  readonly average: number;
  readonly atRisk: number;
}

/** Persons of each key; without a person column each row is one. */
function classesOf(
  rows: readonly Row[],
  keys: readonly string[],
  person: string | null,
): Map<string, Set<unknown>> {
  const classes = new Map<string, Set<unknown>>();
  for (const [i, row] of rows.entries()) {
    const key = JSON.stringify(keys.map((name) => row[name]));
    const members = classes.get(key) ?? new Set();
    members.add(person === null ? i : row[person]);
    classes.set(key, members);
  }
  return classes;
}

export function evaluate(
  rows: readonly Row[],
  keys: readonly string[],
  person: string | null,
  threshold: number,
): Oracle {
  const classes = [...classesOf(rows, keys, person).values()];
  const smallest = new Map<unknown, number>();
  for (const members of classes)
    for (const member of members)
      smallest.set(member, Math.min(members.size, smallest.get(member) ?? Infinity));
  const sizes = [...smallest.values()];
  return {
    persons: smallest.size,
    classes: classes.length,
    k: Math.min(...classes.map((members) => members.size)),
    uniques: sizes.filter((size) => size === 1).length,
    average: sizes.reduce((sum, size) => sum + 1 / size, 0) / sizes.length,
    atRisk: sizes.filter((size) => 1 / size > threshold).length / sizes.length,
  };
}

export interface SensitiveOracle {
  readonly l: number;
  readonly entropy: number;
  readonly recursive: number;
  readonly equal: number;
  readonly ordered: number;
}

/** Diversity and closeness of numbers, a person counting once for each of her values in a class. */
export function evaluateSensitive(
  rows: readonly Row[],
  keys: readonly string[],
  person: string | null,
  sensitive: string,
  c: number,
): SensitiveOracle {
  const counts = [...classesOf(rows, keys, null).keys()].map((key) => {
    const own = rows.filter((row) => JSON.stringify(keys.map((name) => row[name])) === key);
    return new Map([...classesOf(own, [sensitive], person)].map(([value, members]) => [value, members.size]));
  });
  const values = [...new Set(rows.map((row) => row[sensitive] ?? null))].sort(
    (a, b) => Number(a ?? -Infinity) - Number(b ?? -Infinity),
  );
  const of = (count: ReadonlyMap<string, number>): number[] =>
    values.map((v) => count.get(JSON.stringify([v])) ?? 0);
  const table = of(
    new Map(
      values.map((v) => [
        JSON.stringify([v]),
        counts.reduce((sum, count) => sum + (count.get(JSON.stringify([v])) ?? 0), 0),
      ]),
    ),
  );
  const each = counts.map((count) => evaluateClass(of(count), table, c));
  return {
    l: Math.min(...each.map((e) => e.l)),
    entropy: Math.min(...each.map((e) => e.entropy)),
    recursive: Math.min(...each.map((e) => e.recursive)),
    equal: Math.max(...each.map((e) => e.equal)),
    ordered: Math.max(...each.map((e) => e.ordered)),
  };
}

const share = (counts: readonly number[]): number[] => {
  const sum = counts.reduce((a, b) => a + b, 0);
  return counts.map((n) => n / sum);
};

function evaluateClass(counts: readonly number[], table: readonly number[], c: number): SensitiveOracle {
  const [q, p] = [share(counts), share(table)];
  const gains = q.map((x, i) => x - (p[i] ?? 0));
  const falling = counts.filter((n) => n > 0).sort((a, b) => b - a);
  const rest = falling.map((_, i) => falling.slice(i).reduce((a, b) => a + b, 0));
  const cumulative = gains.map((_, i) => Math.abs(gains.slice(0, i + 1).reduce((a, b) => a + b, 0)));
  return {
    l: falling.length,
    entropy: Math.exp(-q.reduce((sum, x) => sum + (x > 0 ? x * Math.log(x) : 0), 0)),
    recursive: rest.filter((r) => (falling[0] ?? 0) < c * r).length,
    equal: gains.reduce((sum, gain) => sum + Math.abs(gain), 0) / 2,
    ordered: cumulative.reduce((a, b) => a + b, 0) / Math.max(1, counts.length - 1),
  };
}

/** Least number of persons with a key and m distinct events that some person has. */
export function evaluateEvents(
  rows: readonly Row[],
  keys: readonly string[],
  person: string,
  event: string,
  m: 1 | 2,
): number | null {
  const ofPerson = new Map<unknown, { keys: Set<string>; events: Set<string> }>();
  for (const row of rows) {
    const known = ofPerson.get(row[person]) ?? { keys: new Set(), events: new Set() };
    known.keys.add(JSON.stringify(keys.map((name) => row[name])));
    known.events.add(JSON.stringify(row[event]));
    ofPerson.set(row[person], known);
  }
  const support = new Map<string, number>();
  for (const known of ofPerson.values())
    for (const key of known.keys)
      for (const events of combinations([...known.events].sort(), m)) {
        const name = `${key} ${events}`;
        support.set(name, (support.get(name) ?? 0) + 1);
      }
  return support.size === 0 ? null : Math.min(...support.values());
}

const combinations = (events: readonly string[], m: 1 | 2): string[] =>
  m === 1 ? [...events] : events.flatMap((a, i) => events.slice(i + 1).map((b) => `${a} ${b}`));
