import type { Vedtak } from '../vedtak/schema.ts';

/** Digits of the løpenumre that the program draws; 0 where it draws none. */
export function numberWidth({ kobling: { loepenummer } }: Vedtak): number {
  return loepenummer.metode === 'tilfeldig' ? loepenummer.bredde : 0;
}
