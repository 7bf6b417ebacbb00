import { compareScored, type Score, type Scored } from './score.ts';

/** The best choices so far, as many as are asked for. */
export interface Ranking<T extends Scored> {
  readonly add: (choice: T) => void;
  readonly best: () => readonly T[];
  /** Whether a transformation with at least this score could still come among the best. */
  readonly admits: (levels: readonly number[], score: Score) => boolean;
}

export function openRanking<T extends Scored>(places: number): Ranking<T> {
  const best: T[] = [];
  return {
    add: (choice) => {
      best.push(choice);
      best.sort(compareScored);
      best.splice(places);
    },
    best: () => best,
    admits: (levels, score) => {
      const last = best[places - 1];
      return last === undefined || compareScored({ levels, score }, last) < 0;
    },
  };
}
