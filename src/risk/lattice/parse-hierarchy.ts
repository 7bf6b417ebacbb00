import { refuse } from '../../errors/pipeline-error.ts';
import { buildHierarchy, type HierarchyRow } from './build-hierarchy.ts';
import type { Hierarchy } from './hierarchy.ts';

/**
 * Parses a hierarchy in ARX's form: no header, a line per value, the value first and then its coarser texts, parted by
 * `delimiter`; a cell may stand in double quotes, doubled inside. Empty lines at the end do not count. Throws the codes of
 * `buildHierarchy`, and `risk.hierarchy-quote` for a quote that does not end (exit 14).
 */
export function parseHierarchy(name: string, text: string, delimiter = ';'): Hierarchy {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  while (lines.at(-1) === '') lines.pop();
  const rows = lines.map((line, i): HierarchyRow => {
    const cells = splitLine(line, delimiter);
    if (cells === null) throw refuse('risk', 'risk.hierarchy-quote', name, { line: i + 1 });
    return { line: i + 1, cells };
  });
  return buildHierarchy(name, rows);
}

/** The cells of a line (RFC 4180 without line breaks inside cells), or null where a quote does not end. */
function splitLine(line: string, delimiter: string): string[] | null {
  const cells: string[] = [];
  for (let at = 0; at <= line.length; at += delimiter.length) {
    const quoted = line[at] === '"' ? /"((?:[^"]|"")*)"/y : null;
    if (quoted === null) {
      const end = line.indexOf(delimiter, at);
      const stop = end === -1 ? line.length : end;
      cells.push(line.slice(at, stop));
      at = stop;
      continue;
    }
    quoted.lastIndex = at;
    const inner = quoted.exec(line)?.[1];
    if (inner === undefined) return null;
    at = quoted.lastIndex;
    if (at < line.length && !line.startsWith(delimiter, at)) return null;
    cells.push(inner.replaceAll('""', '"'));
  }
  return cells;
}
