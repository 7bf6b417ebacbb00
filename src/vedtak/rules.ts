import { anonymitetRules } from './check-anonymitet.ts';
import { dispensasjonRules } from './check-dispensasjoner.ts';
import { nameRules } from './check-names.ts';
import { partyRules } from './check-parties.ts';
import { populationRules } from './check-population.ts';
import { recipientRules } from './check-recipients.ts';
import { referansedatoRules } from './check-referansedato.ts';
import { tabellRules } from './check-tabeller.ts';
import { validityRules } from './check-validity.ts';
import { valueRules } from './check-values.ts';
import type { Rule } from './rule.ts';

/** Every rule of form beyond the schema. The rules of law are in `law/`. A new rule is a new entry in one of the lists. */
export const rules: readonly Rule[] = [
  ...validityRules,
  ...dispensasjonRules,
  ...nameRules,
  ...valueRules,
  ...populationRules,
  ...partyRules,
  ...referansedatoRules,
  ...anonymitetRules,
  ...recipientRules,
  ...tabellRules,
];
