import type { PlanColumn, PlanTransform } from '../artifacts/plan.ts';
import type { Variabel } from '../catalogue/register.ts';
import type { ResolvedTable } from './context.ts';

const BIRTH = 'foedselsdato';
const DEATH = 'doedsdato';

/** Transforms that deliver the date itself, whole, moved or coarsened. */
const dated: readonly PlanTransform['type'][] = ['keep', 'truncateDate', 'referenceDays', 'referenceDate'];

/**
 * The columns of a row between whose dates the date of its event must lie: it cannot be before the person's birth nor
 * after her death. Null for another variable than the event date of the table, and where the extract has neither.
 */
export function planLife(
  table: ResolvedTable,
  variable: Variabel,
  transform: PlanTransform,
): PlanColumn['life'] {
  if (variable.navn !== table.tabell.hendelsesdato || !dated.includes(transform.type)) return null;
  const limit = (name: string): string | null =>
    name !== variable.navn && isDate(table, name) ? name : null;
  const life = { birth: limit(BIRTH), death: limit(DEATH) };
  return life.birth === null && life.death === null ? null : life;
}

function isDate(table: ResolvedTable, name: string): boolean {
  const known = table.tabell.variabler.some((v) => v.navn === name && v.type === 'dato');
  return known && table.schema.columns.some((c) => c.name === name && c.type === 'dato');
}
