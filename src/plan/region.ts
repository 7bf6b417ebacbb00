import type { PlanTransform } from '../artifacts/plan.ts';
import type { Minimering } from '../vedtak/schema.ts';
import { note, resolveDate } from './context.ts';
import type { Minimised } from './minimisation.ts';

/** A kommune as the fylke it lay in on the row's own date, in the division in force on `per`. */
export function planFylke(m: Minimised, t: Extract<Minimering, { type: 'fylke' }>): PlanTransform | null {
  if (m.variable.kodeverk !== 'kommune') return noteKind(m, 'fylke', 'a kommune code');
  const dateColumn = rowDate(m, t.datokolonne);
  const division = editionAt(m, m.c.divisions, t.per);
  if (dateColumn === null || division === null) return null;
  return { type: 'fylke', dateColumn, division, unknown: t.ukjent ?? null };
}

type Region = Extract<Minimering, { type: 'region' }>;

/** The areas that codes of each kind lie in. */
const AREAS: Readonly<Record<string, readonly Region['inndeling'][]>> = {
  kommune: ['helseregion', 'landsdel', 'sentralitet'],
  institusjon: ['helseforetak', 'helseregion'],
};

/** Areas that are made of whole fylker, for which the list of kommuner is enough. */
const OF_FYLKER: readonly string[] = ['kommune-helseregion', 'kommune-landsdel'];

/** A kommune or an institution as the area it lay in on the row's own date, as of `per`. */
export function planRegion(m: Minimised, t: Region): PlanTransform | null {
  const kodeverk = m.variable.kodeverk ?? '';
  if (AREAS[kodeverk]?.includes(t.inndeling) !== true)
    return noteKind(m, `region ${t.inndeling}`, kindsFor(t.inndeling));
  const list = `${kodeverk}-${t.inndeling}`;
  const editions = m.c.editions.get(list);
  if (editions === undefined)
    return note(m.c, 'plan.code-list-missing', `${m.at}.minimering`, { file: `${list}.csv` });
  const edition = editionAt(m, editions, t.per);
  const division = OF_FYLKER.includes(list) ? editionAt(m, m.c.divisions, t.per) : null;
  const dateColumn = rowDate(m, t.datokolonne);
  if (dateColumn === null || edition === null || (division === null && OF_FYLKER.includes(list))) return null;
  return { type: 'region', list, edition, division, dateColumn, unknown: t.ukjent ?? null };
}

const kindsFor = (inndeling: Region['inndeling']): string =>
  Object.keys(AREAS)
    .filter((kodeverk) => AREAS[kodeverk]?.includes(inndeling))
    .map((kodeverk) => `a code of ${kodeverk}`)
    .join(' or ');

const noteKind = (m: Minimised, minimisation: string, needs: string): null =>
  note(m.c, 'plan.minimisation-type', `${m.at}.minimering`, {
    minimisation,
    needs,
    variable: m.variable.navn,
    type: m.variable.kodeverk ?? m.variable.type,
  });

function rowDate(m: Minimised, datokolonne: string | undefined): string | null {
  const column = datokolonne ?? m.table.tabell.hendelsesdato;
  if (column === null)
    return note(m.c, 'plan.parameter', `${m.at}.minimering`, {
      expected: 'datokolonne (the table has no event date)',
      got: 'none',
    });
  return resolveDate(m.c, m.table, column, `${m.at}.minimering.datokolonne`)?.navn ?? null;
}

/** The edition of a list in force on a day. */
function editionAt(m: Minimised, editions: readonly string[], per: string): string | null {
  const found = editions.findLast((date) => date <= per);
  return found ?? note(m.c, 'plan.division', `${m.at}.minimering.per`, { per, first: editions[0] ?? '' });
}
