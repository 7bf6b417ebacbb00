import { openAssessor, type Assessor } from './assessor.ts';
import { compileMetric } from './compile-metric.ts';
import { openFrontier, type Frontier } from './frontier.ts';
import { openKnowledge, type Knowledge } from './knowledge.ts';
import { coarserBy1, type Lattice } from './lattice.ts';
import type { Burden, Metric } from './metric.ts';
import { openRanking, type Ranking } from './ranking.ts';
import { compareScores, type Score, type Scored } from './score.ts';
import type { SearchQuestion } from './search-question.ts';

/** What a search has found. */
export interface Found {
  readonly ranking: Ranking<Assessed>;
  readonly metric: Metric;
  readonly assessor: Assessor;
  /** Everything that was assessed, in order. */
  readonly assessed: readonly Assessed[];
  /** No transformation that was not looked at scores less; `null` where all were. */
  readonly open: Score | null;
}

/** A transformation that was assessed. */
export interface Assessed extends Scored {
  readonly classes: number;
  /** Classes that are not suppressed. */
  readonly kept: number;
  readonly suppressed: number;
  readonly smallest: number;
  readonly valid: boolean;
  readonly ruledOut: boolean;
  readonly burden: Burden;
  /** The least that anything coarser scores, where it is known to be more than its floor. */
  readonly carried: Score | null;
}

interface Search {
  readonly lattice: Lattice;
  readonly assessor: Assessor;
  readonly metric: Metric;
  readonly knowledge: Knowledge;
  readonly ranking: Ranking<Assessed>;
  readonly frontier: Frontier<Scored>;
  readonly seen: Map<string, Score>;
  readonly done: Set<string>;
  readonly assessed: Map<string, Assessed>;
}

/**
 * Searches a lattice, the transformation with the least floor first, so that the search may end when the least floor left
 * is no better than what was found, and that floor bounds what is missing when it ends before. Nothing is assessed that
 *
 * - lies below a transformation that was ruled out (predictive tagging: El Emam et al. 2009, Kohlmayer et al. 2012), or
 * - must score too much, by what a coarser one has shown that it loses to suppression.
 *
 * Both follow from `Marks.need` and `Metric`, which state why. A transformation that neither settles starts a path to
 * the top along the least floors, on which bisection finds the last one that is ruled out.
 */
export async function searchLattice(question: SearchQuestion): Promise<Found> {
  const search = openSearch(question);
  const { frontier, ranking, lattice } = search;
  pushScored(search, lattice.bottom, search.metric.floor(lattice.bottom, null));
  let over = false;
  for (let next = frontier.peek(); next !== undefined && !over; next = frontier.peek()) {
    if (!ranking.admits(next.levels, next.score)) break;
    frontier.pop();
    const key = next.levels.join();
    if (search.done.has(key) || search.seen.get(key) !== next.score) continue;
    search.done.add(key);
    await settle(search, next);
    const carried = carriedFrom(search, next);
    for (const levels of coarserBy1(lattice, next.levels)) pushScored(search, levels, carried);
    over = question.isOver();
  }
  const left = frontier.peek();
  return {
    ranking,
    metric: search.metric,
    assessor: search.assessor,
    assessed: [...search.assessed.values()],
    open: left !== undefined && ranking.admits(left.levels, left.score) ? left.score : null,
  };
}

function openSearch(question: SearchQuestion): Search {
  const metric = compileMetric(question.base, question.metric, question.weights);
  return {
    lattice: question.lattice,
    assessor: openAssessor(question),
    metric,
    knowledge: openKnowledge(question.lattice.top),
    ranking: openRanking(1 + question.alternatives),
    frontier: openFrontier(),
    seen: new Map(),
    done: new Set(),
    assessed: new Map(),
  };
}

/** Puts a transformation on the frontier, or raises its floor: one that comes again comes with another finer one. */
function pushScored(search: Search, levels: readonly number[], carried: Score): void {
  const key = levels.join();
  if (search.done.has(key)) return;
  const before = search.seen.get(key) ?? search.metric.floor(levels, null);
  const score = compareScores(before, carried) < 0 ? carried : before;
  if (search.seen.get(key) === score) return;
  search.seen.set(key, score);
  search.frontier.push({ levels, score });
}

/** The least that anything coarser can score. */
function carriedFrom({ assessed }: Search, { levels, score }: Scored): Score {
  const carried = assessed.get(levels.join())?.carried ?? null;
  return carried !== null && compareScores(carried, score) > 0 ? carried : score;
}

/** Assesses a transformation unless what is known settles it. */
async function settle(search: Search, { levels, score }: Scored): Promise<void> {
  if (isSettled(search, levels, score)) return;
  const path = pathFrom(search, levels);
  let low = 0;
  let high = path.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rejects(search, await assess(search, path[middle] ?? levels), levels)) low = middle + 1;
    else high = middle;
  }
  if (!isSettled(search, levels, score)) await assess(search, levels);
}

/** Whether what is known of a coarser transformation alone settles a finer one. */
function rejects({ metric, ranking }: Search, coarser: Assessed, levels: readonly number[]): boolean {
  return coarser.ruledOut || !ranking.admits(levels, metric.floor(levels, coarser.burden));
}

function isSettled(search: Search, levels: readonly number[], score: Score): boolean {
  const { knowledge, ranking, metric, assessed } = search;
  if (assessed.has(levels.join()) || knowledge.isCovered(levels)) return true;
  if (!ranking.admits(levels, score)) return true;
  return !ranking.admits(levels, metric.floor(levels, knowledge.burdenOf(levels)));
}

/** Steps to the top, each to the least floor. What is ruled out far up rules out much. */
function pathFrom({ lattice, metric }: Search, from: readonly number[]): readonly (readonly number[])[] {
  const path = [from];
  for (let levels = from; ;) {
    const steps = coarserBy1(lattice, levels).map((step) => ({
      levels: step,
      score: metric.floor(step, null),
    }));
    const [first, ...more] = steps;
    if (first === undefined) return path;
    const least = more.reduce((a, b) => (compareScores(b.score, a.score) < 0 ? b : a), first);
    path.push(least.levels);
    levels = least.levels;
  }
}

async function assess(search: Search, levels: readonly number[]): Promise<Assessed> {
  const key = levels.join();
  const before = search.assessed.get(key);
  if (before !== undefined) return before;
  const { assessor, metric, knowledge, ranking } = search;
  const outcome = await assessor.assess(levels);
  const { classes, kept, suppressed, smallest } = outcome;
  const ruledOut = assessor.isRuledOut(outcome);
  const valid = assessor.isValid(outcome);
  const scored = { levels, score: metric.score(outcome) };
  const entry = {
    ...scored,
    classes,
    kept,
    suppressed,
    smallest,
    valid,
    ruledOut,
    burden: metric.burden(outcome),
    carried: metric.carry(outcome),
  };
  search.assessed.set(key, entry);
  knowledge.add(entry);
  if (valid) ranking.add(entry);
  return entry;
}
