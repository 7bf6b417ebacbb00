import { type Located, elements } from '../located.ts';
import type { Vedtak } from '../schema.ts';
import { basesOf, type Facts } from './facts.ts';
import type { RegisterFacts } from './register-facts.ts';

type Dispensasjon = Vedtak['rettsgrunnlag']['dispensasjoner'][number];

/** A dispensation that some register relies on, with the registers that do. */
interface UsedDispensation extends Located<Dispensasjon> {
  readonly registers: readonly RegisterFacts[];
}

/** The dispensations that lift the duty of confidentiality for any table. */
export function dispensationsOf(facts: Facts): readonly UsedDispensation[] {
  const bases = basesOf(facts).filter(({ value }) => value.type === 'dispensasjon');
  return elements(['rettsgrunnlag', 'dispensasjoner'], facts.vedtak.rettsgrunnlag.dispensasjoner)
    .map((found) => ({
      ...found,
      registers: bases.filter(({ value }) => value.dispensasjon === found.value.id).map((b) => b.register),
    }))
    .filter(({ registers }) => registers.length > 0);
}
