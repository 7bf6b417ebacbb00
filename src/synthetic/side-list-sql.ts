import { chance, type Draw } from './draw.ts';

const listed = (id: string, holds: string): string =>
  `SELECT p.fnr AS foedselsnummer, '${id}' AS register, p.nr FROM person p WHERE ${holds}`;

const inOrder = (lists: readonly string[]): string =>
  `SELECT foedselsnummer, register FROM (${lists.join(' UNION ALL ')}) ORDER BY register, nr`;

/** SQL of reservasjoner.csv: three in a thousand object in each of the registers. */
export const objectionRows = (draw: Draw, registers: readonly string[]): string =>
  inOrder(registers.map((id) => listed(id, chance(3, draw(`reservasjon ${id}`, 'p.nr')))));

/** SQL of samtykker.csv: all but one in a hundred consent in each of the registers. */
export const consentRows = (draw: Draw, registers: readonly string[]): string =>
  inOrder(registers.map((id) => listed(id, chance(990, draw(`samtykke ${id}`, 'p.nr')))));
