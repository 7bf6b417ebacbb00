/** A count on its way to people. */
export interface Counted {
  readonly step: string;
  readonly persons: number;
}

/**
 * Counts that may be shown together: none below `least`, and none that lies closer than `least` to one before it, unless
 * it is equal to it; the others become null.
 */
export function shownCounts(
  counts: readonly Counted[],
  least: number,
): readonly { readonly step: string; readonly persons: number | null }[] {
  const shown: number[] = [];
  return counts.map(({ step, persons }) => {
    const tells = persons < least || shown.some((other) => isClose(other, persons, least));
    if (tells) return { step, persons: null };
    shown.push(persons);
    return { step, persons };
  });
}

const isClose = (a: number, b: number, least: number): boolean => a !== b && Math.abs(a - b) < least;

/** Whether the size of a union tells, by those of its sources, of fewer than `least` persons in several of them. */
export function tellsOverlap(sources: readonly number[], union: number, least: number): boolean {
  const overlap = sources.reduce((sum, n) => sum + n, 0) - union;
  return sources.length > 1 && overlap > 0 && overlap < least;
}
