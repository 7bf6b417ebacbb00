/** One row as a transformation gives it. */
export interface Person {
  readonly person: number;
  readonly key: readonly string[];
}

interface Question {
  readonly rows: (levels: readonly number[]) => readonly Person[];
  readonly heights: readonly number[];
  readonly k: number;
  /** Largest share of the persons that may be suppressed. */
  readonly limit: number;
  /** Whether a transformation meets what is demanded besides, with nobody suppressed. */
  readonly meets: (levels: readonly number[]) => boolean;
}

interface Best {
  readonly levels: readonly number[];
  readonly loss: number;
  readonly suppressed: number;
}

/**
 * Tries every transformation: carries out suppression person by person, and of those within the limit gives the one with
 * the least Loss metric (Iyengar 2002, as ARX has it), pairs of person and key in too small classes losing everything.
 */
export function bestByBruteForce(q: Question): Best | null {
  let best: Best | null = null;
  for (const levels of everyLevel(q.heights)) {
    if (!q.meets(levels)) continue;
    const rows = q.rows(levels);
    const all = new Set(rows.map((r) => r.person)).size;
    const suppressed = suppress(rows, q.k).size;
    if (suppressed === all || suppressed / all > q.limit) continue;
    const loss = lossOf(q, levels);
    if (
      best === null ||
      loss < best.loss - 1e-9 ||
      (Math.abs(loss - best.loss) < 1e-9 && isBefore(levels, best.levels))
    )
      best = { levels, loss, suppressed };
  }
  return best;
}

/** Every choice of levels below or at these heights. */
export function everyLevel(heights: readonly number[]): readonly (readonly number[])[] {
  return heights.reduce<readonly (readonly number[])[]>(
    (all, height) => all.flatMap((one) => Array.from({ length: height + 1 }, (_, level) => [...one, level])),
    [[]],
  );
}

/** Of equal losses, the one with fewer levels in all, then the first in order. */
function isBefore(a: readonly number[], b: readonly number[]): boolean {
  const sum = (levels: readonly number[]): number => levels.reduce((s, l) => s + l, 0);
  if (sum(a) !== sum(b)) return sum(a) < sum(b);
  const place = a.findIndex((level, i) => level !== b[i]);
  return (a[place] ?? 0) < (b[place] ?? 0);
}

const text = (key: readonly string[]): string => JSON.stringify(key);

/** The persons of each class. */
export function membersOf(rows: readonly Person[]): ReadonlyMap<string, ReadonlySet<number>> {
  const members = new Map<string, Set<number>>();
  for (const { person, key } of rows)
    members.set(text(key), (members.get(text(key)) ?? new Set()).add(person));
  return members;
}

/** Persons left out until every class has k. */
export function suppress(rows: readonly Person[], k: number): ReadonlySet<number> {
  const out = new Set<number>();
  for (let before = -1; before !== out.size;) {
    before = out.size;
    for (const members of membersOf(rows.filter((r) => !out.has(r.person))).values())
      if (members.size < k) for (const person of members) out.add(person);
  }
  return out;
}

/** Pairs of a person and a key at the finest level. */
function pairsOf(rows: readonly Person[]): readonly number[] {
  const seen = new Set<string>();
  return rows.flatMap(({ person, key }, i) => {
    const pair = `${person} ${text(key)}`;
    if (seen.has(pair)) return [];
    seen.add(pair);
    return [i];
  });
}

function lossOf({ rows, heights, k }: Question, levels: readonly number[]): number {
  const finest = rows(heights.map(() => 0));
  const now = rows(levels);
  const pairs = pairsOf(finest);
  const members = membersOf(now);
  const figures = heights.map((_, a) => {
    const leaves = new Map(finest.map((r, i) => [r.key[a] ?? '', now[i]?.key[a] ?? '']));
    const shareOf = (value: string): number =>
      [...leaves.values()].filter((v) => v === value).length / leaves.size;
    const lost = pairs.map((i) => {
      const kept = (members.get(text(now[i]?.key ?? []))?.size ?? 0) >= k;
      return kept ? shareOf(now[i]?.key[a] ?? '') : 1;
    });
    const least = pairs.length / leaves.size;
    const sum = lost.reduce((s, v) => s + v, 0);
    return leaves.size === 1 ? 0 : (sum - least) / (pairs.length - least);
  });
  return figures.reduce((product, v) => product * (v + 1) ** (1 / figures.length), 1) - 1;
}
