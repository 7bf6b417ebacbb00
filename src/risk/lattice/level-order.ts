/** Transformations as a few words each, so that they are compared in a few steps. */
export interface LevelOrder {
  readonly words: number;
  /** Writes a transformation at a place of an array. */
  readonly write: (levels: readonly number[], into: Uint32Array, at: number) => void;
  /** Whether no level of the one at `a` is above that of the other at `b`. */
  readonly isAtMost: (a: Uint32Array, atA: number, b: Uint32Array, atB: number) => boolean;
}

const WORD_BITS = 31;

/**
 * Each level has its bits in a word and a bit of its own above them. With those set, a word less a smaller one leaves
 * them set, and none borrows from its neighbour.
 */
export function openLevelOrder(top: readonly number[]): LevelOrder {
  const { places, guards } = planWords(top);
  const words = guards.length;
  return {
    words,
    write: (levels, into, at) => {
      into.fill(0, at, at + words);
      places.forEach(({ word, shift }, a) => {
        into[at + word] = (into[at + word] ?? 0) + (levels[a] ?? 0) * 2 ** shift;
      });
    },
    isAtMost: (a, atA, b, atB) => {
      for (let word = 0; word < words; word += 1) {
        const guard = guards[word] ?? 0;
        if (((((b[atB + word] ?? 0) | guard) - (a[atA + word] ?? 0)) & guard) !== guard) return false;
      }
      return true;
    },
  };
}

interface Place {
  readonly word: number;
  readonly shift: number;
}

function planWords(top: readonly number[]): {
  readonly places: readonly Place[];
  readonly guards: readonly number[];
} {
  const places: Place[] = [];
  const guards: number[] = [];
  let used = WORD_BITS;
  for (const level of top) {
    const bits = Math.ceil(Math.log2(level + 1));
    if (used + bits + 1 > WORD_BITS) {
      guards.push(0);
      used = 0;
    }
    const word = guards.length - 1;
    places.push({ word, shift: used });
    guards[word] = (guards[word] ?? 0) + 2 ** (used + bits);
    used += bits + 1;
  }
  return { places, guards };
}
