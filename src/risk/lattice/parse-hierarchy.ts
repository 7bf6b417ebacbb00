import { readSemicolonRows } from '../../base/semicolon-rows.ts';
import { refuse } from '../../errors/pipeline-error.ts';
import { buildHierarchy, type HierarchyRow } from './build-hierarchy.ts';
import type { Hierarchy } from './hierarchy.ts';

/**
 * Parses a hierarchy in ARX's form: no header, a line per value, the value first and then its coarser texts, parted by
 * semicolons; a cell may stand in double quotes, doubled inside. Empty lines at the end do not count. Throws the codes of
 * `buildHierarchy`, and `risk.hierarchy-quote` for a quote that does not end (exit 13).
 */
export const parseHierarchy = (name: string, text: string): Hierarchy =>
  buildHierarchy(name, readHierarchyRows(name, text));

/** The rows of such a file, with their lines. Throws `risk.hierarchy-quote`. */
export function readHierarchyRows(name: string, text: string): readonly HierarchyRow[] {
  if (text.trim() === '') return [];
  const read = readSemicolonRows(text);
  if (!read.ok) throw refuse('run', 'risk.hierarchy-quote', name, { line: read.line });
  return read.rows.map((cells, i) => ({ line: i + 1, cells }));
}
