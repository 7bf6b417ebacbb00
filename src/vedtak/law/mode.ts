import type { Vedtak } from '../schema.ts';
import { roleOf } from './authorities.ts';
import type { Mode } from './outcome.ts';

/** Who decided, and to whom the minimisation belongs. */
export function modeOf({ vedtak }: Pick<Vedtak, 'vedtak'>): Mode {
  if (roleOf(vedtak.myndighet) !== 'helsedataservice') return 'F';
  return vedtak.dataminimeringVed === 'registerforvalter' ? 'H+' : 'H';
}
