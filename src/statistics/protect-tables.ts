import { cellKey, setKey, type CountedCell, type CountedSet } from './counted.ts';
import { setsOf, type CountedTable } from './counted-tables.ts';
import type { Guarded } from './audit.ts';
import { protect } from './protect.ts';
import { buildSystem, type System } from './system.ts';

/** Which cells of the tables of one register table are not told. */
export interface Protection {
  /** Whether a cell is left out, by the keys of its set and its own. */
  readonly isHidden: (set: string, cell: string) => boolean;
  /** Whether it is one of too few persons itself. */
  readonly isFew: (set: string, cell: string) => boolean;
  /** Cells of too few persons whose intervals were found to be wide enough. */
  readonly audited: number;
}

/** What became of the tables of one register table. */
export type Protected =
  | { readonly outcome: 'safe'; readonly protection: Protection }
  /** No pattern of blanks protects this set of dimensions. */
  | { readonly outcome: 'unsafe'; readonly dimensions: readonly string[] }
  /** More figures hang together than can be worked through. */
  | { readonly outcome: 'too-large'; readonly few: number; readonly sums: number };

/**
 * Small counts times the terms of all sums: each of the former is sought in a programme of the latter. 248 small counts
 * among sums of 3072 terms took 2.5 s on one core; far above this the search would not end in reasonable time.
 */
const MOST_WORK = 5_000_000;

/**
 * Leaves out of the tables of one register table every count of 1 to k-1 persons, and as many others as it takes that no
 * such count can be worked out from all that is told: with sums, other tables, and zeros, the interval of each is at least
 * k wide, and for rows as wide as their number. `held`: dimensions of which other register tables tell as well.
 */
export async function protectTables(
  tables: readonly CountedTable[],
  k: number,
  held: readonly string[],
): Promise<Protected> {
  const sets = setsOf(tables);
  const system = buildSystem(sets, held);
  const guarded = system.figures.flatMap(({ set, cell }, figure): Guarded[] =>
    cell.persons < k ? [{ figure, width: widthOf(sets[set], cell, k) }] : [],
  );
  const sums = system.figures.reduce((sum, { atoms }) => sum + atoms.length, 0);
  if (guarded.length * sums > MOST_WORK) return { outcome: 'too-large', few: guarded.length, sums };
  const suppression = await protect(system, guarded);
  if (!suppression.safe) {
    const set = system.figures[suppression.figure]?.set ?? 0;
    return { outcome: 'unsafe', dimensions: sets[set]?.dimensions ?? [] };
  }
  const few = new Set(guarded.map(({ figure }) => figure));
  const isFew = isAmong(system, few);
  const isMore = isAmong(system, suppression.secondary);
  return {
    outcome: 'safe',
    protection: {
      isFew,
      isHidden: (set, cell) => isFew(set, cell) || isMore(set, cell),
      audited: few.size,
    },
  };
}

const widthOf = (set: CountedSet | undefined, { rows }: CountedCell, k: number): number =>
  set?.measures.has('rader') === true ? Math.max(k, rows) : k;

function isAmong(
  { sets, figures }: System,
  places: ReadonlySet<number>,
): (set: string, cell: string) => boolean {
  const keys = new Set(
    [...places].map((place) => {
      const figure = figures[place];
      return keyOf(setKey(sets[figure?.set ?? -1]?.dimensions ?? []), cellKey(figure?.cell.categories ?? []));
    }),
  );
  return (set, cell) => keys.has(keyOf(set, cell));
}

const keyOf = (set: string, cell: string): string => `${set}\n${cell}`;
