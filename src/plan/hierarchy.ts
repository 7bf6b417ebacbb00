import type { PlanTransform } from '../artifacts/plan.ts';
import type { Minimering } from '../vedtak/schema.ts';
import { note } from './context.ts';
import type { Minimised } from './minimisation.ts';

/** A value as its group at one level of a hierarchy file. */
export function planHierarchy(
  m: Minimised,
  { fil, nivaa }: Extract<Minimering, { type: 'hierarki' }>,
): PlanTransform | null {
  const at = `${m.at}.minimering`;
  const { variable } = m;
  if (variable.type !== 'tekst' && variable.type !== 'heltall')
    return note(m.c, 'plan.minimisation-type', at, {
      minimisation: 'hierarki',
      needs: 'a text or a whole number',
      variable: variable.navn,
      type: variable.type,
    });
  const hierarchy = m.c.hierarchies.get(fil);
  if (hierarchy === undefined) return note(m.c, 'plan.hierarchy-missing', `${at}.fil`, { file: fil });
  const levels = (hierarchy.rows[0]?.length ?? 1) - 1;
  if (nivaa > levels)
    return note(m.c, 'plan.parameter', `${at}.nivaa`, {
      expected: `a level of the file, 1 to ${levels}`,
      got: String(nivaa),
    });
  if (!merges(hierarchy.rows, nivaa))
    return note(m.c, 'plan.parameter', `${at}.nivaa`, {
      expected: 'a level at which values become fewer',
      got: `level ${nivaa}, at which every value stands alone`,
    });
  return { type: 'hierarchy', file: fil, sha256: hierarchy.sha256, level: nivaa };
}

const merges = (rows: readonly (readonly string[])[], level: number): boolean =>
  new Set(rows.map((row) => row[level])).size < rows.length;
