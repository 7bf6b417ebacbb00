import { refuse } from '../errors/pipeline-error.ts';
import { survival } from './mortality.ts';

/** Persons born in one year, and how many numbers are tried to find that many with valid control digits. */
export interface BirthCohort {
  readonly year: number;
  /** Persons born in earlier years. */
  readonly before: number;
  readonly persons: number;
  readonly candidates: number;
}

/** Individual numbers of one date that the century rule leaves and the generator uses: 250 a sex. */
const NUMBERS_PER_DATE = 500;
const OLDEST = 108;

/**
 * Shares the persons out on years of birth, from the oldest alive when the period begins to those born in its last
 * year: big cohorts after 1945, thinned by mortality. Throws a usage refusal when a year would need more
 * identifiers than its dates hold.
 */
export function birthCohorts(persons: number, fromYear: number, toYear: number): BirthCohort[] {
  const first = Math.max(1900, fromYear - OLDEST);
  const years = Array.from({ length: toYear - first + 1 }, (_, i) => first + i);
  const weights = years.map((year) => cohortSize(year) * survival(Math.max(0, fromYear - year)));
  const cohorts = shareOut(persons, weights).map(([from, to], i) => cohort(first + i, from, to));
  const fullest = Math.max(...cohorts.map((c) => c.candidates));
  if (fullest > NUMBERS_PER_DATE * 365) throw tooMany(persons);
  return cohorts.filter((c) => c.persons > 0);
}

/** Some 17 of 100 numbers fall out because a control digit would be 10; the margin covers chance in small years. */
function cohort(year: number, from: number, to: number): BirthCohort {
  return { year, before: from, persons: to - from, candidates: Math.ceil((to - from) * 1.25) + 60 };
}

function cohortSize(year: number): number {
  if (year < 1946) return 0.8;
  if (year < 1975) return 1.15;
  return year < 2010 ? 1.05 : 0.95;
}

/** Cuts `total` into ranges in proportion to the weights. */
function shareOut(total: number, weights: readonly number[]): [number, number][] {
  const sum = weights.reduce((a, b) => a + b, 0);
  let before = 0;
  return weights.map((weight) => {
    const from = Math.round((before / sum) * total);
    before += weight;
    return [from, Math.round((before / sum) * total)];
  });
}

function tooMany(persons: number): Error {
  return refuse('usage', 'usage.option', '--personer', {
    expected: 'no more persons than the dates of birth hold identifiers for',
    got: String(persons),
  });
}
