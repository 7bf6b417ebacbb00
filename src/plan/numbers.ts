import type { Plan } from '../artifacts/plan.ts';
import type { Vedtak } from '../vedtak/schema.ts';
import { note, type PlanContext } from './context.ts';
import { numberWidth } from './number-width.ts';

/**
 * Where the løpenumre come from. Notes `plan.number-not-assigned` for who would need a number in the series of another
 * party: only that party can tell that it is nobody else's.
 */
export function planNumbers(c: PlanContext, vedtak: Vedtak): Plan['number'] {
  const width = numberWidth(vedtak);
  const { loepenummer } = vedtak.kobling;
  if (loepenummer.metode === 'avledet') return { width, derived: { prosjekt: vedtak.prosjekt.id } };
  if (loepenummer.metode !== 'noekkelfil') return { width };
  checkHandedOver(c, vedtak);
  return { width, handedOver: { file: loepenummer.fil, without: loepenummer.utenNummer } };
}

function checkHandedOver(c: PlanContext, { utvalg, registre }: Vedtak): void {
  if (utvalg.kontroller !== undefined)
    note(c, 'plan.number-not-assigned', 'utvalg.kontroller', { who: 'controls who are drawn here' });
  registre.forEach(({ variabler }, i) => {
    variabler.forEach(({ minimering }, j) => {
      if (minimering?.type !== 'loepenummer' || minimering.serie.toLowerCase() !== 'loepenummer') return;
      const at = `registre[${i}].variabler[${j}].minimering.serie`;
      note(c, 'plan.number-not-assigned', at, { who: 'other persons in the series loepenummer' });
    });
  });
}
