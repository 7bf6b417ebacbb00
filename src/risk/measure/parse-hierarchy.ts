import { refuse } from '../../errors/pipeline-error.ts';
import { buildHierarchy } from '../lattice/build-hierarchy.ts';
import { readHierarchyRows } from '../lattice/parse-hierarchy.ts';

/**
 * The rows of a hierarchy in ARX's form (see `lattice/parse-hierarchy.ts`) by which a distance is measured: a value, its
 * group at each level, and one for all at the last. Throws what that parser throws, and `risk.hierarchy` (exit 13) where
 * there is no group or not one for all.
 */
export function parseHierarchy(text: string, file: string): readonly (readonly string[])[] {
  const rows = readHierarchyRows(file, text);
  const top = buildHierarchy(file, rows).labels.at(-1) ?? [];
  const [first] = rows;
  if (first === undefined || first.cells.length < 2)
    throw refuse('run', 'risk.hierarchy', file, { reason: 'no row with a value and a group' });
  if (top.length !== 1)
    throw refuse('run', 'risk.hierarchy', file, { reason: 'no last level that is the same for all' });
  return rows.map(({ cells }) => cells);
}
