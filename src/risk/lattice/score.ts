/** How bad a transformation is: one figure, or several of which the first that differs decides. */
export type Score = readonly number[];

/** Below 0 where `a` is better, above 0 where `b` is. */
export function compareScores(a: Score, b: Score): number {
  for (let i = 0; i < Math.max(a.length, b.length); i += 1) {
    const apart = (a[i] ?? 0) - (b[i] ?? 0);
    if (apart !== 0) return apart;
  }
  return 0;
}

/** A transformation with what it scores, or at least scores. */
export interface Scored {
  readonly levels: readonly number[];
  readonly score: Score;
}

/**
 * The order in which transformations are better: by score, then by the sum of levels, then by the levels from the first
 * on. It is total, so that one choice is the best.
 */
export function compareScored(a: Scored, b: Scored): number {
  const byScore = compareScores(a.score, b.score);
  if (byScore !== 0) return byScore;
  return sumOf(a.levels) - sumOf(b.levels) || compareScores(a.levels, b.levels);
}

const sumOf = (levels: readonly number[]): number => levels.reduce((sum, level) => sum + level, 0);
