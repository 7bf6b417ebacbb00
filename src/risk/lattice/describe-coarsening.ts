import type { CoarseningChoice, Transformation } from '../../artifacts/transformation.ts';
import type { Coarsening } from './choose-coarsening.ts';
import type { Forced } from './explain-finer.ts';
import type { Score } from './score.ts';
import type { SearchQuestion } from './search-question.ts';

type Found = Extract<Coarsening, { readonly type: 'found' }>;
type Figures = Found['chosen'];

/** What is told of a search: the choice, and what may differ from what the search by itself would have chosen. */
export interface Told {
  readonly found: Found;
  readonly chosen: Figures;
  readonly nextBest: readonly Figures[];
  readonly forced: readonly Forced[];
}

/** Assessed transformations that are told: as many as a picture can show. */
const MOST_TOLD = 2000;

/** The result of a search in the form in which it is told, recorded and drawn: names of columns, levels and counts. */
export function describeCoarsening(question: SearchQuestion, told: Told): Transformation {
  const names = question.base.layout.hierarchies.map(({ name }) => name);
  const byName = (levels: readonly number[]): Record<string, number> =>
    Object.fromEntries(names.map((name, i) => [name, levels[i] ?? 0]));
  const choice = ({ levels, score, suppressed, smallest, average }: Figures): CoarseningChoice => ({
    levels: byName(levels),
    loss: lossOf(score),
    suppressed,
    k: smallest,
    average,
  });
  return {
    ...choice(told.chosen),
    metric: question.metric.type,
    before: countBefore(question.base),
    highest: byName(question.lattice.top),
    limit: question.maxSuppression,
    exact: told.found.exact,
    bound: told.found.exact ? lossOf(told.chosen.score) : lossOf(told.found.bound),
    forced: told.forced.map(({ attribute, score, level, reason, suppressed, failing }) => ({
      column: names[attribute] ?? '',
      level,
      reason,
      loss: lossOf(score),
      suppressed,
      failing,
    })),
    nextBest: told.nextBest.map(choice),
    assessed: told.found.assessed
      .slice(0, MOST_TOLD)
      .map((figures) => ({ ...choice(figures), valid: figures.valid })),
    certificate: told.found.certificate,
  };
}

/** The finest classes; what a person has there she has once, so that pairs are persons. */
function countBefore({ classes: { rows, count }, total }: SearchQuestion['base']): Transformation['before'] {
  const before = { k: 0, classes: 0, uniques: 0, units: total };
  for (let row = 0; row < rows; row += 1) {
    const size = count[row] ?? 0;
    if (size === 0) continue;
    before.classes += 1;
    if (size === 1) before.uniques += 1;
    if (before.classes === 1 || size < before.k) before.k = size;
  }
  return before;
}

/** Every measure that can be chosen has one figure. */
const lossOf = (score: Score): number => score[0] ?? 0;
