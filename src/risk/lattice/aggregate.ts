import { unreachable } from '../../base/unreachable.ts';
import type { Aggregate } from './metric.ts';
import type { Score } from './score.ts';

/** Joins the figures of the quasi-identifiers, each times its weight, as ARX does; rising in each of them. */
export function aggregateFigures(
  how: Aggregate,
  figures: readonly number[],
  weights: readonly number[],
): Score {
  const weighed = figures.map((figure, i) => figure * (weights[i] ?? 1));
  switch (how) {
    case 'geometricMean':
      return [weighed.reduce((product, v) => product * (v + 1) ** (1 / weighed.length), 1) - 1];
    case 'arithmeticMean':
      return [sum(weighed) / weighed.length];
    case 'sum':
      return [sum(weighed)];
    case 'maximum':
      return [Math.max(...weighed)];
    case 'rank':
      return weighed.sort((a, b) => b - a);
    default:
      return unreachable(how);
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
