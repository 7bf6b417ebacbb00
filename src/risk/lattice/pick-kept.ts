import { chooseCoarsening, type Coarsening } from './choose-coarsening.ts';
import type { Demand } from './demand.ts';
import { isAtMost } from './lattice.ts';
import type { SearchQuestion } from './search-question.ts';

type Found = Extract<Coarsening, { readonly type: 'found' }>;
type Figures = Found['chosen'];

/** How many persons a transformation suppresses when it is carried out; null where that is too many, or everyone. */
export type Trial = (levels: readonly number[]) => Promise<number | null>;

/** The best transformations that hold when they are carried out. */
export interface Picked {
  readonly found: Found;
  /** Best first, with the persons that each suppresses: the choice, and as many next best as were asked for. */
  readonly kept: readonly Figures[];
}

/**
 * Carries out one choice of the search after another, best first, until enough of them hold: what the search counts in
 * pairs of a person and a key is no promise of what suppression of persons takes. Who can be kept at a transformation can
 * be kept at every coarser one, so that nothing finer than a failure is tried, but for distances: what suppression leaves
 * moves the table they are measured to. Gives the number of transformations that
 * were assessed where none holds.
 */
export async function pickKept(question: SearchQuestion, trial: Trial): Promise<Picked | number> {
  const results = new Map<string, number | null>();
  const failed: (readonly number[])[] = [];
  const keeps = !question.demands.some(isCloseness);
  const tryOnce = async (levels: readonly number[]): Promise<number | null> => {
    const before = results.get(levels.join());
    if (before !== undefined) return before;
    const hopeless = keeps && failed.some((coarser) => isAtMost(levels, coarser));
    const result = hopeless ? null : await trial(levels);
    if (result === null) failed.push(levels);
    results.set(levels.join(), result);
    return result;
  };
  for (let asked = 2 * question.alternatives + 1; ; asked *= 4) {
    const found = await chooseCoarsening({ ...question, alternatives: asked });
    if (found.type === 'none') return found.assessed.length;
    const ranked = [found.chosen, ...found.alternatives];
    const kept: Figures[] = [];
    for (const figures of ranked) {
      const suppressed = figures.smallest === 0 ? null : await tryOnce(figures.levels);
      if (suppressed !== null) kept.push({ ...figures, suppressed });
      if (kept.length > question.alternatives) return { found, kept };
    }
    if (ranked.length <= asked) return kept.length > 0 ? { found, kept } : found.assessed.length;
  }
}

const isCloseness = ({ type }: Demand): boolean => type.endsWith('TCloseness');
