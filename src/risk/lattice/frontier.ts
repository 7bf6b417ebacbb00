import { compareScored, type Scored } from './score.ts';

/** Transformations still to be looked at, the one that may be best first. */
export interface Frontier<T extends Scored> {
  readonly size: () => number;
  readonly push: (item: T) => void;
  readonly pop: () => T | undefined;
  readonly peek: () => T | undefined;
}

/** A binary heap in the order of `compareScored`. */
export function openFrontier<T extends Scored>(): Frontier<T> {
  const heap: T[] = [];
  const before = (i: number, j: number): boolean => {
    const a = heap[i];
    const b = heap[j];
    return a !== undefined && b !== undefined && compareScored(a, b) < 0;
  };
  const swap = (i: number, j: number): void => {
    const a = heap[i];
    const b = heap[j];
    if (a === undefined || b === undefined) return;
    heap[i] = b;
    heap[j] = a;
  };
  return {
    size: () => heap.length,
    push: (item) => {
      heap.push(item);
      for (let i = heap.length - 1; i > 0 && before(i, (i - 1) >> 1); i = (i - 1) >> 1) swap(i, (i - 1) >> 1);
    },
    pop: () => {
      swap(0, heap.length - 1);
      const item = heap.pop();
      for (let i = 0; ;) {
        const left = 2 * i + 1;
        const least = before(left + 1, left) ? left + 1 : left;
        if (!before(least, i)) return item;
        swap(i, least);
        i = least;
      }
    },
    peek: () => heap[0],
  };
}
