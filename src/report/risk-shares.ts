import type { ShownShare } from '../artifacts/risk-report.ts';

const round = (share: number, digits: number): number => Math.min(1, Number(share.toPrecision(digits)));

/** Two digits: a share of more, times the classes, would give the persons exactly. */
export const roundShare = (share: number): number => round(share, 2);

/** The risk in the smallest class: not told more closely than the size of the class is. */
export function highestRisk(k: number, limit: number): ShownShare {
  if (k === 0) return { form: 'lik', andel: 0 };
  return k < limit ? { form: 'over', andel: round(1 / limit, 4) } : { form: 'lik', andel: round(1 / k, 4) };
}

export const exactly = (share: number): ShownShare => ({ form: 'lik', andel: roundShare(share) });
export const atMost = (risk: ShownShare): ShownShare =>
  risk.form === 'over' ? { form: 'hoeyst', andel: 1 } : { form: 'hoeyst', andel: risk.andel };
