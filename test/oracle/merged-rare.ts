import type { PlanTransform } from '../../src/artifacts/plan.ts';

interface PersonValue {
  readonly person: string;
  readonly value: string;
}

type Rare = Extract<PlanTransform, { type: 'rare' }>;

/**
 * What becomes of every value: those of too few persons become one, and with them the next in the order of their persons
 * until that one has enough.
 */
export function mergeRare(rows: readonly PersonValue[], { least, other }: Rare): (value: string) => string {
  const persons = new Map<string, Set<string>>();
  for (const { person, value } of rows) persons.set(value, (persons.get(value) ?? new Set()).add(person));
  const order = [...persons].sort(([a, x], [b, y]) => x.size - y.size || Number(a > b) - Number(a < b));
  const merged = new Set<string>();
  const together = new Set<string>();
  const rare = order.some(([, who]) => who.size < least);
  for (const [value, who] of order) {
    if (who.size >= least && (!rare || together.size >= least)) continue;
    merged.add(value);
    for (const person of who) together.add(person);
  }
  return (value) => (merged.has(value) ? other : value);
}
