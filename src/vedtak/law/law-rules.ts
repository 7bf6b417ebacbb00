import { abroadRules } from './abroad-rules.ts';
import { competenceRules } from './competence-rules.ts';
import { confidentialityRules } from './confidentiality-rules.ts';
import { consentRules } from './consent-rules.ts';
import { dispensationRules } from './dispensation-rules.ts';
import { gdprBasisRules } from './gdpr-basis-rules.ts';
import { gdprLetterRules } from './gdpr-letter-rules.ts';
import type { LawRule } from './law-rule.ts';
import { linkageRules } from './linkage-rules.ts';
import { minimisationRules } from './minimisation-rules.ts';
import { purposeRules } from './purpose-rules.ts';
import { recordRules } from './record-rules.ts';
import { researchRules } from './research-rules.ts';
import { retentionRules } from './retention-rules.ts';

/** Every rule of law that a decision and the catalogue are held against. */
export const lawRules: readonly LawRule[] = [
  ...competenceRules,
  ...purposeRules,
  ...confidentialityRules,
  ...dispensationRules,
  ...gdprBasisRules,
  ...gdprLetterRules,
  ...researchRules,
  ...minimisationRules,
  ...linkageRules,
  ...consentRules,
  ...recordRules,
  ...retentionRules,
  ...abroadRules,
];
