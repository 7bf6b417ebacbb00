import type { Vedtak } from '../vedtak/schema.ts';
import { note, type PlanContext } from './context.ts';

/** Notes what cannot be carried out as it is written. */
export function checkSupported(c: PlanContext, v: Vedtak): void {
  const { kobling, utlevering } = v;
  if (utlevering.skilletegn !== undefined && utlevering.format !== 'csv')
    note(c, 'plan.parameter', 'utlevering.skilletegn', {
      expected: 'a separator with the format csv only',
      got: `one with ${utlevering.format}`,
    });
  if (
    kobling.modell === 'sentralisert' &&
    (kobling.utfoeresAv ?? 'registerforvalter') !== 'registerforvalter'
  )
    checkLinkedElsewhere(c, v);
}

/** Who does not link delivers her own tables, under numbers that the party that links has as well. */
function checkLinkedElsewhere(c: PlanContext, { kobling, registre }: Vedtak): void {
  const { loepenummer, parter, filform, arbeidsnummer } = kobling;
  const refuse = (at: string, expected: string, got: string): null =>
    note(c, 'plan.linked-elsewhere', at, { expected, got });
  const given = loepenummer.metode === 'noekkelfil' || parter.some((part) => part.noekkelTil !== undefined);
  if (!given)
    refuse(
      'kobling.loepenummer',
      'working numbers that the party that links has as well: those of its noekkelfil, or drawn here and given to parter (noekkelTil)',
      `metode ${loepenummer.metode}, given to nobody`,
    );
  if (filform === 'sammenstilt' && registre.length > 1)
    refuse('kobling.filform', 'adskilt: the file is joined by the party that links', filform);
  if (arbeidsnummer !== undefined)
    refuse(
      'kobling.arbeidsnummer',
      'extracts under working numbers at the party that links only',
      'some here',
    );
}
