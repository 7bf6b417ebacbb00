import type { Vedtak } from '../vedtak/schema.ts';

/** Digits of the løpenumre, drawn or handed over. */
export function numberWidth({ kobling: { loepenummer } }: Vedtak): number {
  return loepenummer.metode === 'avledet' ? 0 : loepenummer.bredde;
}
