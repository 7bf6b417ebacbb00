import type { ShownCount } from '../artifacts/shown-count.ts';

/** A count as it is, unless it is of fewer persons than the limit and not nought. */
export const showCount = (count: number, limit: number): ShownCount =>
  count > 0 && count < limit ? { form: 'under', grense: limit } : { form: 'noeyaktig', antall: count };

/**
 * Persons of a part beside a whole that is told as well: where all but a few of the whole are in the part, the whole is
 * told in its place, so that their difference tells nothing.
 */
export function showPart(part: number, whole: number, limit: number): ShownCount {
  const rest = Math.abs(whole - part);
  return rest > 0 && rest < limit && whole >= limit
    ? { form: 'avrundet', antall: whole }
    : showCount(part, limit);
}

/**
 * A loss on the way to the delivery, rounded to a multiple of the limit. `persons` is whom it concerns, or null where
 * nobody has counted them: then the limit is taken twenty times, since many rows can be one person's.
 */
export function showLoss(loss: number, persons: number | null, limit: number): ShownCount {
  if (loss === 0) return { form: 'noeyaktig', antall: 0 };
  const unit = persons === null ? 20 * limit : limit;
  if ((persons ?? loss) < unit || loss < unit) return { form: 'under', grense: unit };
  return { form: 'avrundet', antall: Math.round(loss / unit) * unit };
}

/**
 * What is left before a loss, made of what is left after it and the loss as it is shown: no difference tells more than
 * the loss does. A loss that is not told counts as nothing.
 */
export function addLoss(left: ShownCount, loss: ShownCount): ShownCount {
  if (loss.form === 'noeyaktig') return left;
  const told = loss.form === 'under' ? 0 : loss.antall;
  const after = left.form === 'under' ? 0 : left.antall;
  return { form: 'avrundet', antall: after + told };
}
