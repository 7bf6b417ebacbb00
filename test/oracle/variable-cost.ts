import type { VariableCost } from '../../src/artifacts/risk-report.ts';
import { showPart } from '../../src/report/disclosure-control.ts';
import { roundShare } from '../../src/report/risk-shares.ts';
import { membersOf, type Person } from './brute-force.ts';

/** What the report must tell of persons who are grouped so. */
export function costOf(rows: readonly Person[], limit: number): VariableCost {
  const sizes = [...membersOf(rows).values()].map((members) => members.size);
  const sum = sizes.reduce((total, size) => total + size, 0);
  const whole = new Set(rows.map((r) => r.person)).size;
  return {
    klasser: sizes.length,
    k: showPart(Math.min(...sizes), whole, limit),
    minst: false,
    snitt: roundShare(sizes.length / sum),
  };
}
