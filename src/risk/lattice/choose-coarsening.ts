import { certify, type Certificate } from './certificate.ts';
import type { Demand } from './demand.ts';
import { explainFiner, type Forced } from './explain-finer.ts';
import { compareScores, type Score } from './score.ts';
import { searchLattice, type Assessed, type Found } from './search-lattice.ts';
import type { SearchQuestion } from './search-question.ts';

/** A transformation as it is reported. */
interface CoarseningFigures {
  /** By quasi-identifier. */
  readonly levels: readonly number[];
  readonly score: Score;
  readonly suppressed: number;
  /** Units in the smallest class that is kept. */
  readonly smallest: number;
  readonly classes: number;
  /** Classes that are kept, by the units in them; 0 where none is. */
  readonly average: number;
  readonly valid: boolean;
}

interface Searched {
  /** Everything that was assessed, best first. */
  readonly assessed: readonly CoarseningFigures[];
  /** True where the search went to its end: then nothing that the lattice allows is better. */
  readonly exact: boolean;
  readonly limit: number;
  readonly certificate: Certificate;
}

/** The least coarsening that meets the demands, or that there is none. */
export type Coarsening =
  | (Searched & {
      readonly type: 'found';
      readonly chosen: CoarseningFigures;
      /** Nothing can score less than this; the score of `chosen` where the search is exact. */
      readonly bound: Score;
      /** The next best, as many as were asked for. */
      readonly alternatives: readonly CoarseningFigures[];
      /** What stands against each transformation one level finer. */
      readonly forced: readonly Forced[];
    })
  | (Searched & { readonly type: 'none'; readonly demands: readonly Demand[] });

/**
 * Searches the lattice and says what was chosen, what it costs, what forced it and what comes next. Throws what
 * `compileDemands` throws.
 */
export async function chooseCoarsening(question: SearchQuestion): Promise<Coarsening> {
  const found = await searchLattice(question);
  const [chosen, ...alternatives] = found.ranking.best();
  const figures = (one: Assessed): CoarseningFigures => figuresOf(one, question.base.total);
  const searched = {
    assessed: [...found.assessed].sort(byScore).map(figures),
    exact: found.open === null,
    limit: found.assessor.limit,
    certificate: certify(question),
  };
  if (chosen === undefined) return { type: 'none', ...searched, demands: question.demands };
  return {
    type: 'found',
    ...searched,
    chosen: figures(chosen),
    bound: boundOf(found, chosen),
    alternatives: alternatives.map(figures),
    forced: await explainFiner(question.lattice, found, chosen),
  };
}

const boundOf = ({ open }: Found, { score }: Assessed): Score =>
  open === null || compareScores(score, open) < 0 ? score : open;

const byScore = (a: Assessed, b: Assessed): number =>
  compareScores(a.score, b.score) || compareScores(a.levels, b.levels);

const figuresOf = (
  { levels, score, suppressed, smallest, classes, kept, valid }: Assessed,
  total: number,
): CoarseningFigures => ({
  levels,
  score,
  suppressed,
  smallest,
  classes,
  average: suppressed < total ? kept / (total - suppressed) : 0,
  valid,
});
