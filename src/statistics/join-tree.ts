/** Two sets of dimensions, by their places, that share some. */
export interface Link {
  readonly a: number;
  readonly b: number;
  readonly shared: readonly string[];
}

/**
 * Links sets of dimensions so that whatever two of them share, every set between them has too; null where they hang
 * together in a ring, as A×B, B×C and A×C do. Figures of tables that hang together in a tree fit one another wherever those
 * of linked tables do: from tables of whole numbers that agree on what they share, persons can always be made (Lauritzen,
 * Graphical Models, 1996, chapter 4: decomposable models). A tree of greatest weight is such a tree where there is one.
 */
export function joinTree(sets: readonly (readonly string[])[]): readonly Link[] | null {
  const links: Link[] = [];
  const reached = new Set(sets.length === 0 ? [] : [0]);
  while (reached.size < sets.length) {
    const link = heaviest(sets, reached);
    links.push(link);
    reached.add(link.b);
  }
  const sharedWeight = links.reduce((sum, { shared }) => sum + shared.length, 0);
  const weight = sets.reduce((sum, set) => sum + set.length, 0);
  return sharedWeight === weight - new Set(sets.flat()).size ? links : null;
}

function heaviest(sets: readonly (readonly string[])[], reached: ReadonlySet<number>): Link {
  let best: Link | null = null;
  for (const [b, set] of sets.entries()) {
    if (reached.has(b)) continue;
    for (const a of reached) {
      const shared = set.filter((dimension) => sets[a]?.includes(dimension));
      if (best === null || shared.length > best.shared.length) best = { a, b, shared };
    }
  }
  if (best === null) throw new Error('no set is left to link');
  return best;
}

/** Sets that no other set holds, each once; the order is that of the first of each. */
export const maximalSets = (sets: readonly (readonly string[])[]): readonly (readonly string[])[] =>
  sets.filter(
    (set, i) =>
      !sets.some((other, j) => i !== j && holds(other, set) && (other.length > set.length || j < i)),
  );

export const holds = (set: readonly string[], part: readonly string[]): boolean =>
  part.every((dimension) => set.includes(dimension));
