import type { BaseTable } from './base-table.ts';
import { heightOf } from './hierarchy.ts';
import type { Burden, Metric } from './metric.ts';
import type { Outcome } from './outcome.ts';
import type { Score } from './score.ts';

const burdenOf = ({ needed }: Outcome): Burden => ({ units: needed, byAttribute: new Float64Array(0) });

/**
 * Average class size (LeFevre et al. 2006) without its division by k: units by classes, all that is suppressed counting as
 * one class. Coarser transformations have no more classes, so units by all classes is a floor for them.
 */
export const averageClassSize = (base: BaseTable): Metric => ({
  score: ({ kept, suppressed }) => [base.total / Math.max(1, kept + (suppressed > 0 ? 1 : 0))],
  floor: (levels) => [base.total / Math.min(base.total, largestNumberOfClasses(base, levels))],
  burden: burdenOf,
  carry: ({ classes }) => [base.total / Math.max(1, classes)],
});

function largestNumberOfClasses({ layout }: BaseTable, levels: readonly number[]): number {
  return layout.hierarchies.reduce(
    (product, { labels }, a) => product * (labels[levels[a] ?? 0]?.length ?? 1),
    1,
  );
}

/**
 * Discernibility (Bayardo & Agrawal 2005): the squares of the classes that are kept, and for each suppressed unit all of
 * them; the monotone variant takes the squares of all classes. Squares grow as classes merge, and a class squared is no
 * more than its units times all, so the squares of all classes are a floor for anything coarser.
 */
export const discernibility = (base: BaseTable, monotone: boolean): Metric => ({
  score: ({ squares, keptSquares, suppressed }) => [
    monotone ? squares : keptSquares + suppressed * base.total,
  ],
  floor: (_, burden) => [monotone ? 0 : (burden?.units ?? 0) * base.total],
  burden: burdenOf,
  carry: ({ squares }) => [squares],
});

/** Precision (Sweeney 2002) as a loss: the mean height as a share of the highest; a suppressed unit stands at the top. */
export function precision(base: BaseTable, monotone: boolean, weights: readonly number[]): Metric {
  const heights = base.layout.hierarchies.map(heightOf);
  const scoreOf = (levels: readonly number[], suppressed: number): Score => {
    const shares = levels.map((level, a) => {
      const share = (heights[a] ?? 0) === 0 ? 0 : level / (heights[a] ?? 1);
      return ((weights[a] ?? 1) * ((base.total - suppressed) * share + suppressed)) / base.total;
    });
    return [shares.reduce((sum, share) => sum + share, 0) / shares.length];
  };
  return {
    score: ({ levels, suppressed }) => scoreOf(levels, monotone ? 0 : suppressed),
    floor: (levels, burden) => scoreOf(levels, monotone ? 0 : (burden?.units ?? 0)),
    burden: burdenOf,
    carry: () => null,
  };
}

/** The sum of levels (Samarati 2001). */
export function height(weights: readonly number[]): Metric {
  const scoreOf = (levels: readonly number[]): Score => [
    levels.reduce((sum, level, a) => sum + level * (weights[a] ?? 1), 0),
  ];
  return { score: ({ levels }) => scoreOf(levels), floor: scoreOf, burden: burdenOf, carry: () => null };
}
