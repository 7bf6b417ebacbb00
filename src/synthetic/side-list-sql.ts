import { chance, type Draw } from './draw.ts';

const listed = (id: string, holds: string): string =>
  `SELECT p.fnr AS foedselsnummer, '${id}' AS register, p.nr FROM person p WHERE ${holds}`;

const inOrder = (lists: readonly string[]): string =>
  `SELECT foedselsnummer, register FROM (${lists.join(' UNION ALL ')}) ORDER BY register, nr`;

/** SQL of reservasjoner.csv: three in a thousand object in each of the registers. */
export const objectionRows = (draw: Draw, registers: readonly string[]): string =>
  inOrder(registers.map((id) => listed(id, chance(3, draw(`reservasjon ${id}`, 'p.nr')))));

/** The scopes that a synthetic consent is given to, one row each: the purposes a register may serve, and linkage. */
const scopesOf = ({ formaal }: ConsentingRegister): readonly string[] => [...formaal, 'kobling'];

/** A register that rests on consent, and the purposes it may serve. */
interface ConsentingRegister {
  readonly id: string;
  readonly formaal: readonly string[];
}

/**
 * SQL of samtykker.csv: all but one in a hundred consent in each of the registers, three in a thousand withdraw, and
 * guardians consent for the one in fifty.
 */
export function consentRows(draw: Draw, registers: readonly ConsentingRegister[]): string {
  const rows = registers.flatMap((register) => {
    const { id } = register;
    const given = chance(990, draw(`samtykke ${id}`, 'p.nr'));
    const withdrawn = chance(3, draw(`trukket ${id}`, 'p.nr'));
    const guardian = chance(20, draw(`verge ${id}`, 'p.nr'));
    return scopesOf(register).map(
      (scope, place) =>
        `SELECT p.fnr AS foedselsnummer, '${id}' AS register, '${scope}' AS omfang, '1' AS versjon, ` +
        `CASE WHEN ${guardian} THEN 'ja' ELSE 'nei' END AS verge, CASE WHEN ${withdrawn} THEN '2024-06-30' ELSE '' END AS trukket, ` +
        `p.nr, ${place} AS plass FROM person p WHERE ${given}`,
    );
  });
  return (
    `SELECT foedselsnummer, register, omfang, versjon, verge, trukket FROM (${rows.join(' UNION ALL ')}) ` +
    `ORDER BY register, nr, plass`
  );
}
