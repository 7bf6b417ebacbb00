import type { Vedtak } from '../vedtak/schema.ts';

/** Digits of the numbers that stand for derived ones inside the program: the most that a small integer holds. */
const INNER_WIDTH = 9;

/** Digits of the løpenumre, drawn or handed over, and of those that derived ones are delivered in place of. */
export function numberWidth({ kobling: { loepenummer } }: Vedtak): number {
  return loepenummer.metode === 'avledet' ? INNER_WIDTH : loepenummer.bredde;
}
