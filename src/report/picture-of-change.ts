import type { RiskPicture } from '../artifacts/risk-report.ts';
import type { CoarseningChoice, Transformation } from '../artifacts/transformation.ts';
import { showCount, showLoss } from './disclosure-control.ts';
import { exactly, highestRisk } from './risk-shares.ts';

/** The classes at one time, exact. */
interface ClassesThen {
  readonly k: number;
  readonly classes: number;
  /** Null where it was not counted. */
  readonly uniques: number | null;
  /** Classes by persons, or rows where those are counted. */
  readonly average: number;
}

type Change = NonNullable<RiskPicture['endring']>;
type Coarsening = NonNullable<RiskPicture['grovere']>;

/**
 * The risk before and after, each figure rounded to where the difference of the two tells of no few persons: classes and
 * uniques to a multiple of the limit, averages to two digits.
 */
export const showChange = (before: ClassesThen, after: ClassesThen, limit: number): Change => ({
  foer: showThen(before, limit),
  etter: showThen(after, limit),
});

const showThen = ({ k, classes, uniques, average }: ClassesThen, limit: number): Change['foer'] => ({
  k: showCount(k, limit),
  alene: uniques === null ? null : showLoss(uniques, uniques, limit),
  klasser: showLoss(classes, classes, limit),
  hoeyest: highestRisk(k, limit),
  snitt: exactly(average),
});

/** Points that are told: as many as can be told apart in a picture. */
const MOST_POINTS = 400;

/** Loss against risk of what was evaluated; points that are the same when rounded are one. */
export function showCoarsening(t: Transformation, limit: number): Coarsening {
  const points = t.assessed.map(({ loss, average, valid }) => ({
    tap: roundLoss(loss),
    snitt: exactly(average).andel,
    oppfyller: valid,
  }));
  const distinct = [...new Map(points.map((point) => [JSON.stringify(point), point])).values()];
  const step = Math.max(1, Math.ceil(distinct.length / MOST_POINTS));
  return {
    maal: t.metric,
    valgt: showChoice(t, limit),
    alternativer: t.nextBest.map((choice) => showChoice(choice, limit)),
    vurdert: distinct.filter((_, i) => i % step === 0),
  };
}

const showChoice = (
  { levels, loss, average, suppressed }: CoarseningChoice,
  limit: number,
): Coarsening['valgt'] => ({
  nivaaer: levels,
  tap: roundLoss(loss),
  snitt: exactly(average).andel,
  undertrykt: showLoss(suppressed, suppressed, limit),
});

/** Three digits: a loss that counts squares of classes would tell their sizes. */
const roundLoss = (loss: number): number => Number(loss.toPrecision(3));
