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
  const choice = ({ levels, score, suppressed }: Figures): CoarseningChoice => ({
    levels: byName(levels),
    loss: lossOf(score),
    suppressed,
  });
  return {
    ...choice(told.chosen),
    metric: question.metric.type,
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
      .map((figures) => ({ ...choice(figures), k: figures.smallest, valid: figures.valid })),
    certificate: told.found.certificate,
  };
}

/** Every measure that can be chosen has one figure. */
const lossOf = (score: Score): number => score[0] ?? 0;
