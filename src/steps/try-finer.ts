import type { Forced } from '../risk/lattice/explain-finer.ts';
import type { Trial } from '../risk/lattice/pick-kept.ts';

/** What carrying it out says of a transformation one level finer. */
export async function tryFiner(one: Forced, chosen: readonly number[], trial: Trial): Promise<Forced> {
  const suppressed = await trial(chosen.with(one.attribute, one.level));
  return suppressed === null
    ? { ...one, reason: 'tooMuchSuppressed' }
    : { ...one, reason: 'scoresMore', suppressed };
}
