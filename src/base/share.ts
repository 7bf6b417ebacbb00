/** A share of rows or persons as people read it; never finer than a tenth of a per mille. */
export function shareText(part: number, whole: number): string {
  if (whole === 0 || part === 0) return '0 %';
  const percent = (100 * part) / whole;
  return percent < 0.01 ? 'under 0.01 %' : `${percent.toFixed(2)} %`;
}

/** What is done with values that do not fit, and the greatest share of rows in which it may be done. */
export interface InvalidPolicy {
  readonly action: 'stopp' | 'tom' | 'utelat';
  readonly maxShare: number | null;
}

/** Whether what was found breaks the policy for values that do not fit. Shares are compared: a product would round 0.29 of 100 below 29. */
export const breaksPolicy = (policy: InvalidPolicy, found: number, of: number): boolean =>
  found > 0 && (policy.action === 'stopp' || (policy.maxShare !== null && found / of > policy.maxShare));
