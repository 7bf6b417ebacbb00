import type { PlanColumn, PlanTransform } from '../artifacts/plan.ts';
import type { Variabel } from '../catalogue/register.ts';
import type { PlanContext, ResolvedTable } from './context.ts';

/** Transforms that look in no code: what is delivered is no code, or the place has a dated list of its own. */
const WITHOUT: readonly PlanTransform['type'][] = ['mask', 'empty', 'series', 'fylke', 'region'];

/**
 * The list that says when each code of a variable was valid, where the forvalter has put one beside the shipped lists:
 * the newest edition, read at the event date of the row. Null without such a list or date.
 */
export function planValidity(
  c: PlanContext,
  table: ResolvedTable,
  variable: Variabel,
  transform: PlanTransform,
): PlanColumn['validity'] {
  const list = `${variable.kodeverk ?? ''}-gyldig`;
  const edition = c.editions.get(list)?.at(-1);
  const dateColumn = table.tabell.hendelsesdato;
  const dated = table.schema.columns.some(
    ({ name, type }) => name === dateColumn && (type === 'dato' || type === 'tidspunkt'),
  );
  if (edition === undefined || dateColumn === null || !dated || WITHOUT.includes(transform.type)) return null;
  return { list, edition, dateColumn };
}
