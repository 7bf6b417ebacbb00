import { isAtMost } from './lattice.ts';
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

/** Starts with nothing known. Of what is ruled out the coarsest only are kept. */
export function openKnowledge(attributes: number): Knowledge {
  let ruledOut: readonly (readonly number[])[] = [];
  const burdens: Known[] = [];
  return {
    add: (known) => {
      const { levels } = known;
      if (known.ruledOut) ruledOut = [...ruledOut.filter((other) => !isAtMost(other, levels)), levels];
      else if (known.burden.units > 0) burdens.push(known);
    },
    isCovered: (levels) => ruledOut.some((other) => isAtMost(levels, other)),
    burdenOf: (levels) => {
      const byAttribute = new Float64Array(attributes);
      let units = 0;
      for (const { levels: coarser, burden } of burdens) {
        if (!isAtMost(levels, coarser)) continue;
        units = Math.max(units, burden.units);
        raise(byAttribute, burden.byAttribute);
      }
      return { units, byAttribute };
    },
  };
}

function raise(to: Float64Array, by: Float64Array): void {
  for (let a = 0; a < by.length; a += 1) if ((by[a] ?? 0) > (to[a] ?? 0)) to[a] = by[a] ?? 0;
}
