import { openAssessor } from '../../src/risk/lattice/assessor.ts';
import { assessClasses } from '../../src/risk/lattice/assess-classes.ts';
import { compileMetric } from '../../src/risk/lattice/compile-metric.ts';
import { openRollUp } from '../../src/risk/lattice/roll-up.ts';
import type { Lattice } from '../../src/risk/lattice/lattice.ts';
import type { Outcome } from '../../src/risk/lattice/outcome.ts';
import { compareScored, type Scored } from '../../src/risk/lattice/score.ts';
import type { SearchQuestion } from '../../src/risk/lattice/search-question.ts';

/** Every transformation of a lattice. */
function allLevels({ bottom, top }: Lattice): readonly (readonly number[])[] {
  return bottom.reduce<readonly (readonly number[])[]>(
    (found, low, a) =>
      found.flatMap((levels) =>
        Array.from({ length: (top[a] ?? 0) - low + 1 }, (_, i) => [...levels, low + i]),
      ),
    [[]],
  );
}

/** A transformation as it is found by itself, from the finest classes. */
interface Assessed extends Scored {
  readonly outcome: Outcome;
  readonly valid: boolean;
}

/** Assesses every transformation from the finest classes, with no bound and nothing kept; the best come first. */
export function assessAll(question: SearchQuestion): readonly Assessed[] {
  const { base, lattice, metric, weights } = question;
  const { judges, isValid } = openAssessor(question);
  const rollUp = openRollUp(base.layout);
  const { score } = compileMetric(base, metric, weights);
  return allLevels(lattice)
    .map((levels) => {
      const outcome = assessClasses(base.layout, judges, levels, rollUp(base.classes, levels));
      return { levels, outcome, score: score(outcome), valid: isValid(outcome) };
    })
    .sort(compareScored);
}
