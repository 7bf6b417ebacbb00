import type { ClassTable } from './class-table.ts';
import type { Demand } from './demand.ts';
import { markClass, type Judge } from './marks.ts';

type Of<T extends Demand['type']> = Extract<Demand, { readonly type: T }>;

/** Classes of fewer than k persons fail, and so does every part of them: they are needed whole. */
export const judgeKAnonymity =
  ({ k }: Pick<Of<'kAnonymity'>, 'k'>): Judge =>
  ({ rows, count, persons }, marks) => {
    const sizes = persons ?? count;
    for (let row = 0; row < rows; row += 1) if ((sizes[row] ?? 0) < k) markClass(marks, row, count[row] ?? 0);
  };

/** Classes with fewer than k in the population fail, and so does every part of them. */
export const judgeKMap =
  ({ k }: Of<'kMap'>): Judge =>
  (classes, marks) => {
    const population = populationOf(classes);
    for (let row = 0; row < classes.rows; row += 1)
      if ((population[row] ?? 0) < k) markClass(marks, row, classes.count[row] ?? 0);
  };

/**
 * k-map with the population known by its size alone: the least sample count that leaves the population count below k
 * with no more than `significance` chance, its mean being k times the sample's share of the population.
 */
export function judgeKMapEstimated(demand: Of<'kMapEstimated'>, units: number): Judge {
  return judgeKAnonymity({ k: leastSampleCount(demand, units) });
}

function leastSampleCount(demand: Of<'kMapEstimated'>, units: number): number {
  const mean = (demand.k * units) / demand.populationSize;
  const truncated = demand.estimator === 'zeroTruncatedPoisson';
  const none = Math.exp(-mean);
  const scale = truncated ? 1 - none : 1;
  let counter = truncated ? 1 : 0;
  let probability = truncated ? none * mean : none;
  for (let sum = 0; sum < 1 - demand.significance && counter < demand.k;) {
    sum += probability / scale;
    counter += 1;
    probability *= mean / counter;
  }
  return truncated ? Math.min(demand.k, counter) : counter + 1;
}

/**
 * The share of a class among its population must lie between both bounds. A class without any unit that fails bars the
 * transformation, but where a least class size is demanded as well it is no more than an empty suppressed class.
 *
 * Need: of a class with c of p, kept parts hold at most max of their population, and what is suppressed has at least its
 * own number there: c - o <= max (p - o), so o >= (c - max p) / (1 - max). Where the share is too small, some part of it
 * is too, and that part holds a unit or bars.
 */
export const judgeDeltaPresence =
  ({ min, max }: Of<'deltaPresence'>, hasLeastSize: boolean): Judge =>
  (classes, marks) => {
    const population = populationOf(classes);
    for (let row = 0; row < classes.rows; row += 1) {
      const count = classes.count[row] ?? 0;
      const of = population[row] ?? 0;
      const share = count / of;
      if (share >= min && share <= max) continue;
      if (count === 0 && !hasLeastSize) marks.barred = true;
      const tooMany = share > max ? Math.max(1, Math.ceil((count - max * of) / (1 - max) - 1e-6)) : 0;
      markClass(marks, row, share < min && !hasLeastSize ? Math.min(1, count) : Math.min(count, tooMany));
    }
  };

function populationOf({ population }: ClassTable): Uint32Array {
  if (population === null) throw new Error('a demand on the population was compiled for a table without one');
  return population;
}
