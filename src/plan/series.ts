import type { PlanTable, PlanTransform } from '../artifacts/plan.ts';
import type { Variabel } from '../catalogue/register.ts';
import type { Minimering } from '../vedtak/schema.ts';
import { note, type PlanContext } from './context.ts';
import type { Minimised } from './minimisation.ts';
import { numberWidth } from './number-width.ts';

type Series = Extract<PlanTransform, { type: 'series' }>;

/** The series of the persons in the utvalg; a mother who is one of them then bears the number of her own rows. */
const MAIN = 'loepenummer';

const PERSONS: readonly Variabel['pekerPaa'][] = ['mor', 'far', 'ektefelle', 'barn', 'annen_person'];

/** Another identifier than that of the row's person, as its number in a series. */
export function planSeries(
  m: Minimised,
  { serie, bredde }: Extract<Minimering, { type: 'loepenummer' }>,
): Series | null {
  const { variable } = m;
  if (variable.navn === m.table.tabell.identifikator)
    return refuseParameter(m, 'an identifier of something else than the person of the row', variable.navn);
  if (variable.type !== 'tekst' && variable.type !== 'heltall')
    return note(m.c, 'plan.minimisation-type', `${m.at}.minimering`, {
      minimisation: 'loepenummer',
      needs: 'an identifier',
      variable: variable.navn,
      type: variable.type,
    });
  const series = serie.toLowerCase();
  const person = series === MAIN || PERSONS.includes(variable.pekerPaa);
  if (series === MAIN && bredde !== undefined)
    return refuseParameter(m, 'no bredde of its own for the series loepenummer', `bredde ${bredde}`);
  const derived = m.vedtak.kobling.loepenummer.metode === 'avledet';
  if (derived && bredde !== undefined)
    return refuseParameter(m, 'no bredde where numbers are derived (metode avledet)', `bredde ${bredde}`);
  return {
    type: 'series',
    series,
    kind: person ? 'person' : 'other',
    width: bredde ?? numberWidth(m.vedtak),
    ...(derived && { derived }),
  };
}

const refuseParameter = (m: Minimised, expected: string, got: string): null =>
  note(m.c, 'plan.parameter', `${m.at}.minimering`, { expected, got });

/** Variables of one series must be numbers of the same kind of thing, and of equal length. */
export function checkSeries(c: PlanContext, tables: readonly PlanTable[]): void {
  const first = new Map<string, Series>();
  for (const { register, tabell, columns } of tables)
    for (const { name, transform } of columns) {
      if (transform.type !== 'series') continue;
      const { kind, width } = first.get(transform.series) ?? transform;
      first.set(transform.series, first.get(transform.series) ?? transform);
      if (kind !== transform.kind || width !== transform.width)
        note(c, 'plan.parameter', `${register}.${tabell}.${name}`, {
          expected: `variables of one kind and one bredde in the series ${transform.series}`,
          got: `persons and others, or ${width} and ${transform.width} digits`,
        });
    }
}
