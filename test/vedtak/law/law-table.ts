import { competenceCases } from './competence-cases.ts';
import { conductCases } from './conduct-cases.ts';
import { confidentialityCases } from './confidentiality-cases.ts';
import { gdprCases } from './gdpr-cases.ts';
import type { LawCase } from './law-outcome.ts';
import { researchCases } from './research-cases.ts';

/** What every rule must come to, by its problem code. */
export const lawTable: Readonly<Record<string, LawCase>> = {
  ...competenceCases,
  ...confidentialityCases,
  ...gdprCases,
  ...researchCases,
  ...conductCases,
};
