import type { Vedtak } from '../schema.ts';
import { isSameAuthority } from './authorities.ts';
import type { RegisterFacts } from './register-facts.ts';

/** Whether the one who decided is, as written, the forvalter of the register. */
export const isForvalterOf = (myndighet: string, { forvalter }: RegisterFacts): boolean =>
  myndighet === 'registerforvalter' || isSameAuthority(myndighet, forvalter);

/** Whether `tillatelser` holds a permission of the register's forvalter, or one that names the register. */
export function hasGrant({ tillatelser }: Pick<Vedtak, 'tillatelser'>, register: RegisterFacts): boolean {
  return tillatelser.some(
    ({ myndighet, gjelder = '' }) =>
      isSameAuthority(myndighet, register.forvalter) || names(gjelder, register),
  );
}

/** Whether a text names a register, by its id as a word of its own or by its name. */
function names(text: string, { id, navn }: RegisterFacts): boolean {
  const words = text.toLowerCase().split(/[^\p{L}\p{N}_]+/u);
  return words.includes(id) || text.toLowerCase().includes(navn.toLowerCase());
}
