import { aggregateFigures } from './aggregate.ts';
import type { BaseTable } from './base-table.ts';
import { levelOf, type Hierarchy } from './hierarchy.ts';
import type { Aggregate, Burden, Metric } from './metric.ts';
import type { Score } from './score.ts';

interface LossSettings {
  readonly suppressionFactor: number;
  readonly aggregate: Aggregate;
  readonly weights: readonly number[];
}

/**
 * The Loss metric as ARX defines it (Iyengar 2002): of each quasi-identifier, the share of the domain that a value stands
 * for, a suppressed one standing for all of it, as a mean over units between its least and its greatest figure.
 *
 * What a unit loses by being suppressed is never less than what it loses where it is kept, and grows as its value gets
 * finer. So the figures without suppression are a floor that rises with the levels, and what suppressed units lose beyond
 * them at a transformation is lost by the same units at any finer one.
 */
export function lossMetric(base: BaseTable, { suppressionFactor, aggregate, weights }: LossSettings): Metric {
  const { hierarchies } = base.layout;
  const keep = suppressionFactor <= 0.5 ? 1 : 1 - 2 * (suppressionFactor - 0.5);
  const suppress = suppressionFactor < 0.5 ? 2 * suppressionFactor : 1;
  const shares = hierarchies.map((hierarchy) =>
    hierarchy.levels.map((_, level) => sharesAt(hierarchy, level)),
  );
  const kept = shares.map((levels, a) => levels.map((share) => keep * dot(base.histograms[a], share)));
  const extra = (a: number, level: number, units: Float64Array | undefined): number =>
    extraLoss(units, shares[a]?.[level], keep, suppress);
  const least = hierarchies.map(({ labels }) => (keep * base.total) / (labels[0]?.length ?? 1));
  const scoreOf = (levels: readonly number[], more: (a: number) => number): Score => {
    const figures = levels.map((level, a) => {
      const from = least[a] ?? 0;
      // A domain of one value has nothing to lose.
      if (from === base.total) return 0;
      return roundDown(Math.max(0, ((kept[a]?.[level] ?? 0) + more(a) - from) / (base.total - from)));
    });
    return aggregateFigures(aggregate, figures, weights);
  };
  return {
    score: ({ levels, suppressedBy }) => scoreOf(levels, (a) => extra(a, levels[a] ?? 0, suppressedBy[a])),
    floor: (levels, burden) => scoreOf(levels, (a) => burden?.byAttribute[a] ?? 0),
    burden: ({ levels, needed, neededBy }): Burden => ({
      units: needed,
      byAttribute: Float64Array.from(levels, (level, a) => extra(a, level, neededBy[a])),
    }),
    carry: () => null,
  };
}

/** To ten decimals, as ARX does; what is a rounding error below such a number counts as that number. */
const roundDown = (value: number): number => Math.floor(value * 1e10 + 1e-4) / 1e10;

/** By leaf, the share of all leaves that its value at a level stands for. */
function sharesAt(hierarchy: Hierarchy, level: number): Float64Array {
  const codes = levelOf(hierarchy, level);
  const under = new Float64Array(hierarchy.labels[level]?.length ?? 0);
  for (const code of codes) under[code] = (under[code] ?? 0) + 1;
  return Float64Array.from(codes, (code) => (under[code] ?? 0) / codes.length);
}

function dot(a: Float64Array | undefined, b: Float64Array): number {
  return b.reduce((sum, value, i) => sum + value * (a?.[i] ?? 0), 0);
}

/** What units lose beyond what they would lose if they were kept. */
function extraLoss(
  units: Float64Array | undefined,
  shares: Float64Array | undefined,
  keep: number,
  suppress: number,
): number {
  if (units === undefined || shares === undefined) throw new Error('a quasi-identifier without its figures');
  let loss = 0;
  for (let leaf = 0; leaf < units.length; leaf += 1) {
    const share = shares[leaf] ?? 0;
    loss += (units[leaf] ?? 0) * (share + suppress * (1 - share) - keep * share);
  }
  return loss;
}
