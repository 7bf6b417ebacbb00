import type { Plan } from '../artifacts/plan.ts';
import type { Vedtak } from '../vedtak/schema.ts';
import { note, type PlanContext } from './context.ts';
import { numberWidth } from './number-width.ts';

/** Where the løpenumre come from; what cannot go with numbers that another party assigned is noted. */
export function planNumbers(c: PlanContext, vedtak: Vedtak): Plan['number'] {
  const width = numberWidth(vedtak);
  const { loepenummer } = vedtak.kobling;
  if (loepenummer.metode === 'avledet') return { width, derived: { prosjekt: vedtak.prosjekt.id } };
  if (loepenummer.metode !== 'noekkelfil') return { width };
  checkHandedOver(c, vedtak);
  return { width, handedOver: { file: loepenummer.fil, without: loepenummer.utenNummer } };
}

function checkHandedOver(c: PlanContext, { utvalg, registre }: Vedtak): void {
  const what = (text: string): { what: string } => ({ what: text });
  if (utvalg.kontroller !== undefined)
    note(
      c,
      'plan.unsupported',
      'utvalg.kontroller',
      what('controls drawn here, who have no number in the noekkelfil'),
    );
  registre.forEach(({ variabler }, i) => {
    variabler.forEach(({ minimering }, j) => {
      if (minimering?.type !== 'loepenummer' || minimering.serie.toLowerCase() !== 'loepenummer') return;
      const at = `registre[${i}].variabler[${j}].minimering.serie`;
      note(
        c,
        'plan.unsupported',
        at,
        what('the series loepenummer for others than the persons of the noekkelfil'),
      );
    });
  });
}
