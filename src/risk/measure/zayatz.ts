import { classesOf, classCount, type SampleHistogram } from './class-size.ts';

/**
 * Population uniques by Zayatz (1991, "Estimation of the percent of unique population elements on a microdata file using the
 * sample"): the sample uniques that were unique before, if population classes had the sizes of the sample's, by the sampling
 * fraction. Null where there are no classes.
 */
export function estimateZayatz(h: SampleHistogram): number | null {
  const uniques = classesOf(h, 1);
  if (uniques === 0) return classCount(h) === 0 ? null : 0;
  let below = 0;
  for (const { size, classes } of withChance(h)) below += classes * size;
  const fraction = h.sample / h.population;
  return (uniques * ((uniques * fraction) / below)) / fraction;
}

/** Classes of each size with the chance that exactly one of them is drawn, as `size` (hypergeometric distribution). */
function* withChance(h: SampleHistogram): Generator<{ readonly size: number; readonly classes: number }> {
  const left = h.population - h.sample;
  let others = 1;
  let drawn = 1;
  for (const { size, classes } of h.sizes) {
    for (; drawn < size && others > 0; drawn++)
      others *= Math.max(0, left - drawn + 1) / (h.population - drawn);
    yield { size: size * (h.sample / h.population) * others, classes };
  }
}
