/** Gompertz hazard a * exp(b * age) a year, near to Norwegian life tables of the 2010s. */
const HAZARD = { a: 2.6e-5, b: 0.101 } as const;

/** Factor on the hazard of men and of women. */
export const SEX_HAZARD = [1.3, 0.8] as const;

/** Share of a cohort alive at an age in years. */
export function survival(age: number): number {
  return Math.exp((-HAZARD.a / HAZARD.b) * (Math.exp(HAZARD.b * age) - 1));
}

/** SQL of the age at death, in years, of someone alive at `age`, from a uniform number and a factor on the hazard. */
export function ageAtDeath(age: string, uniform: string, factor: string): string {
  const { a, b } = HAZARD;
  return `(ln(exp(${b} * ${age}) - ${b} / (${a} * ${factor}) * ln(greatest(${uniform}, 1e-12))) / ${b})`;
}
