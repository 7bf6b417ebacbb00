import { TRANSFER, type Role } from './authorities.ts';
import { registersOf, isIncluded, type Facts } from './facts.ts';

/** Who gives dispensation in a period, by whether an included register is used and whether it is research. */
interface Competence {
  /** First day, ISO; null for as far back as decisions go. */
  readonly from: string | null;
  readonly withIncluded: Role | null;
  readonly research: Role;
  readonly other: Role;
}

/** Newest first. A change of competence is a new line. */
const competences: readonly Competence[] = [
  { from: TRANSFER, withIncluded: 'helsedataservice', research: 'rek', other: 'helsedirektoratet' },
  { from: null, withIncluded: null, research: 'rek', other: 'helsedirektoratet' },
];

/**
 * The authority for dispensation from the duty of confidentiality (helseregisterloven § 19 e fifth paragraph,
 * helsepersonelloven § 29 sixth paragraph, the regulation § 7) on an ISO date. Helsedataservice takes part only when an
 * included register is used.
 */
export function dispensationAuthority(facts: Facts, day: string): Role {
  const found = competences.find(({ from }) => from === null || from <= day);
  if (found === undefined) throw new Error('no competence for dispensations on any day');
  const included = registersOf(facts).some(({ value }) => isIncluded(value, day));
  if (included && found.withIncluded !== null) return found.withIncluded;
  return facts.vedtak.prosjekt.formaal === 'forskning' ? found.research : found.other;
}
