import type { ReportedDemand } from '../artifacts/risk-report.ts';
import type { RiskDemand } from '../artifacts/risk-result.ts';

/** A demand beside what was found, but for a number of persons below the limit. */
export const showDemand = (
  { name, column, demanded, found, met }: RiskDemand,
  limit: number,
): ReportedDemand => ({
  krav: name,
  kolonne: column,
  grense: demanded,
  funnet: (name === 'k' || name === 'km') && found < limit ? null : found,
  oppfylt: met,
});
