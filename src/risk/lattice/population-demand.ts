import type { SampleHistogram } from '../measure/class-size.ts';
import { estimatePopulationUniques } from '../measure/population-uniques.ts';
import type { Demand } from './demand.ts';

/**
 * At most so large a share of a population of so many persons is unique by the quasi-identifiers, estimated from the
 * classes by the rule of Dankar et al. 2012 (see `estimatePopulationUniques`). Where no model has an answer, and where
 * more persons are in the classes than in the population, the share of the sample that is unique stands for it: it is
 * never less.
 */
export const limitPopulationUniques = (threshold: number, population: number): Demand => ({
  type: 'populationUniqueness',
  threshold,
  estimate: (sizes, units) => {
    const alone = (sizes.get(1) ?? 0) / units;
    if (alone === 0 || units > population) return alone;
    const chosen = estimatePopulationUniques(histogramOf(sizes, units, population)).chosen;
    return chosen === null ? alone : chosen.share;
  },
});

const histogramOf = (
  sizes: ReadonlyMap<number, number>,
  sample: number,
  population: number,
): SampleHistogram => ({
  sizes: [...sizes].map(([size, classes]) => ({ size, classes })).sort((a, b) => a.size - b.size),
  sample,
  population,
});
