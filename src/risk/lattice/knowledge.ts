import { openLevelOrder, type LevelOrder } from './level-order.ts';
import type { Burden } from './metric.ts';

/** An assessed transformation, as far as it tells of others. */
interface Known {
  readonly levels: readonly number[];
  readonly ruledOut: boolean;
  readonly burden: Burden;
}

/** What assessed transformations tell of others. */
export interface Knowledge {
  readonly add: (known: Known) => void;
  /** Whether something coarser was ruled out, and it with that. */
  readonly isCovered: (levels: readonly number[]) => boolean;
  /** The most that coarser transformations say it loses to suppression. */
  readonly burdenOf: (levels: readonly number[]) => Burden;
}

/** Starts with nothing known of a lattice. */
export function openKnowledge(top: readonly number[]): Knowledge {
  const order = openLevelOrder(top);
  const ruledOut = openList(order);
  const loaded = openList(order);
  const burdens: Burden[] = [];
  return {
    add: ({ levels, ruledOut: isRuledOut, burden }) => {
      if (isRuledOut) ruledOut.add(levels);
      else if (burden.units > 0) {
        loaded.add(levels);
        burdens.push(burden);
      }
    },
    isCovered: (levels) => ruledOut.above(levels, () => true),
    burdenOf: (levels) => {
      const byAttribute = new Float64Array(top.length);
      let units = 0;
      loaded.above(levels, (place) => {
        const burden = burdens[place];
        if (burden === undefined) return false;
        units = Math.max(units, burden.units);
        raise(byAttribute, burden.byAttribute);
        return false;
      });
      return { units, byAttribute };
    },
  };
}

/** Transformations in the order in which they came. */
interface List {
  readonly add: (levels: readonly number[]) => void;
  /** Calls `is` with the place of each that is nowhere below `levels`, until it is true; gives whether it was. */
  readonly above: (levels: readonly number[], is: (place: number) => boolean) => boolean;
}

function openList({ words, write, isAtMost }: LevelOrder): List {
  let length = 0;
  let all = new Uint32Array(64 * words);
  const asked = new Uint32Array(words);
  return {
    add: (levels) => {
      if ((length + 1) * words > all.length) {
        const longer = new Uint32Array(2 * all.length);
        longer.set(all);
        all = longer;
      }
      write(levels, all, length * words);
      length += 1;
    },
    above: (levels, is) => {
      write(levels, asked, 0);
      for (let place = 0; place < length; place += 1)
        if (isAtMost(asked, 0, all, place * words) && is(place)) return true;
      return false;
    },
  };
}

function raise(to: Float64Array, by: Float64Array): void {
  for (let a = 0; a < by.length; a += 1) if ((by[a] ?? 0) > (to[a] ?? 0)) to[a] = by[a] ?? 0;
}
