import { aggregateFigures } from './aggregate.ts';
import type { BaseTable } from './base-table.ts';
import { heightOf, levelOf, type Hierarchy } from './hierarchy.ts';
import type { Metric, MetricChoice } from './metric.ts';
import type { Score } from './score.ts';

type Variant = Extract<MetricChoice, { readonly type: 'entropy' }>['variant'];

/**
 * Non-uniform entropy (de Waal & Willenborg 1999; Gionis & Tassa 2009): by quasi-identifier, the bits it takes to say
 * which leaf a generalised value was, summed over units. `suppressing` adds the bits to say which generalised value a
 * suppressed unit had; `normalised` divides that by what coarsening everything would cost, and takes the mean.
 * Computable from the histogram of each quasi-identifier; it rises with the levels. The bits of suppressed units rise
 * with their number and as their values part, so those of the units that must be suppressed hold for finer ones too.
 */
export function entropyMetric(base: BaseTable, variant: Variant, weights: readonly number[]): Metric {
  const bits = base.layout.hierarchies.map((hierarchy, a) =>
    hierarchy.levels.map((_, level) => bitsAt(hierarchy, level, base.histograms[a] ?? new Float64Array(0))),
  );
  const most = base.layout.hierarchies.map((hierarchy, a) => bits[a]?.[heightOf(hierarchy)] ?? 0);
  const scoreOf = (levels: readonly number[], more: (a: number) => number): Score => {
    const figures = levels.map((level, a) => roundDown((bits[a]?.[level] ?? 0) + more(a)));
    if (variant !== 'normalised') return aggregateFigures('sum', figures, weights);
    const shares = figures.map((figure, a) => (most[a] === 0 ? 0 : figure / (most[a] ?? 1)));
    return aggregateFigures('arithmeticMean', shares, weights);
  };
  const none = new Float64Array(0);
  return {
    score: ({ levels, suppressedBy }) =>
      scoreOf(levels, (a) => (variant === 'monotone' ? 0 : bitsOf(suppressedBy[a] ?? none))),
    floor: (levels, burden) => scoreOf(levels, (a) => burden?.byAttribute[a] ?? 0),
    burden: ({ needed, neededBy }) => ({
      units: needed,
      byAttribute: Float64Array.from(neededBy, (units) => (variant === 'monotone' ? 0 : bitsOf(units))),
    }),
    carry: () => null,
  };
}

const roundDown = (value: number): number => Math.floor(value * 1e10) / 1e10;

/** Bits that tell the leaves apart once they are at a level. */
function bitsAt(hierarchy: Hierarchy, level: number, histogram: Float64Array): number {
  const codes = levelOf(hierarchy, level);
  const sums = new Float64Array(hierarchy.labels[level]?.length ?? 0);
  histogram.forEach((n, leaf) => {
    const code = codes[leaf] ?? 0;
    sums[code] = (sums[code] ?? 0) + n;
  });
  let bits = 0;
  histogram.forEach((n, leaf) => {
    if (n > 0) bits -= n * Math.log2(n / (sums[codes[leaf] ?? 0] ?? n));
  });
  return bits;
}

/** Bits that tell apart what units are spread over. */
function bitsOf(units: Float64Array): number {
  const all = units.reduce((sum, n) => sum + n, 0);
  let bits = 0;
  for (const n of units) if (n > 0) bits -= n * Math.log2(n / all);
  return bits;
}
