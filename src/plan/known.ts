import type { Plan } from '../artifacts/plan.ts';
import type { Register } from '../catalogue/register.ts';
import type { Vedtak } from '../vedtak/schema.ts';
import { note, type PlanContext } from './context.ts';

/** Text that is something. */
const ANYTHING = '.+';

/**
 * What the extracts know persons by where that is no national identifier: the working number of a linkage, where they come
 * from several sources (kobling.arbeidsnummer), or the pseudonym of a pseudonymous register. Undefined for national
 * identifiers. Notes `plan.known-apart` for registers that know persons by different things, and `plan.known-numbers` for
 * numbers that no other party could have for a pseudonym, or that could be working numbers.
 */
export function planKnown(c: PlanContext, vedtak: Vedtak): Plan['known'] {
  const { arbeidsnummer, loepenummer } = vedtak.kobling;
  if (arbeidsnummer !== undefined) {
    const { bredde } = arbeidsnummer;
    const own = loepenummer.metode === 'tilfeldig' && loepenummer.bredde !== bredde;
    if (!own)
      note(c, 'plan.known-numbers', 'kobling.loepenummer', {
        expected: `a series of its own (metode tilfeldig) with another bredde than the working numbers, ${bredde}, so that no new number is an old one`,
        got: loepenummer.metode === 'tilfeldig' ? `bredde ${bredde}` : `metode ${loepenummer.metode}`,
      });
    return { by: 'arbeidsnummer', form: `[1-9][0-9]{${bredde - 1}}` };
  }
  const registers = namedRegisters(c, vedtak);
  const pseudonymous = registers.filter(({ identifikasjon }) => identifikasjon === 'pseudonymt');
  if (pseudonymous.length === 0) return undefined;
  if (pseudonymous.length < registers.length)
    note(c, 'plan.known-apart', 'registre', {
      pseudonymous: pseudonymous.map(({ id }) => id).join(', '),
      others: registers
        .flatMap(({ id, identifikasjon }) => (identifikasjon === 'pseudonymt' ? [] : [id]))
        .join(', '),
    });
  const linked = vedtak.kobling.modell !== 'ingen' && loepenummer.metode !== 'noekkelfil';
  if (linked || loepenummer.metode === 'avledet')
    note(c, 'plan.known-numbers', 'kobling.loepenummer.metode', {
      expected: 'noekkelfil: pseudonyms and numbers as the pseudonymforvalter hands them over',
      got: loepenummer.metode,
    });
  const forms = [...new Set(pseudonymous.map(({ pseudonymform }) => pseudonymform ?? ANYTHING))];
  return { by: 'pseudonym', form: forms.map((form) => `(?:${form})`).join('|') };
}

/** The registers whose extracts are read. */
function namedRegisters(c: PlanContext, { registre, utvalg, referansedato }: Vedtak): readonly Register[] {
  const index = referansedato?.metode === 'indeksdato' ? [referansedato.indeks] : [];
  const sources = [utvalg.kilde, ...(utvalg.kilder ?? []), utvalg.kontroller?.kilde];
  const ids = [...registre, ...sources, ...index].flatMap((ref) => (ref === undefined ? [] : [ref.register]));
  return [...new Set(ids)].flatMap((id) => c.catalogue.get(id) ?? []);
}
