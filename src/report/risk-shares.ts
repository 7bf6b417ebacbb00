import type { ShownShare } from '../artifacts/risk-report.ts';

/** Four digits, and never above one. */
export const roundShare = (share: number): number => Math.min(1, Number(share.toPrecision(4)));

/** The risk in the smallest class: not told more closely than the size of the class is. */
export function highestRisk(k: number, limit: number): ShownShare {
  if (k === 0) return { form: 'lik', andel: 0 };
  return k < limit
    ? { form: 'over', andel: roundShare(1 / limit) }
    : { form: 'lik', andel: roundShare(1 / k) };
}

export const exactly = (share: number): ShownShare => ({ form: 'lik', andel: roundShare(share) });
export const atMost = (risk: ShownShare): ShownShare =>
  risk.form === 'over' ? { form: 'hoeyst', andel: 1 } : { form: 'hoeyst', andel: risk.andel };
