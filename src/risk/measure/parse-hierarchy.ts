import { refuse } from '../../errors/pipeline-error.ts';

/**
 * A hierarchy as ARX writes it: no header, fields separated by `;`, first the value, then its group at each level, the last
 * the same for all. Gives its rows without empty lines. Throws `risk.hierarchy` (exit 13), which names lines and never a value.
 */
export function parseHierarchy(text: string, file: string): readonly (readonly string[])[] {
  const rows = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map(splitLine);
  const reason = findFault(rows);
  if (reason !== null) throw refuse('run', 'risk.hierarchy', file, { reason });
  return rows;
}

/** Fields of a line; a field in quotation marks may hold the separator, and a doubled mark is a mark. */
function splitLine(line: string): readonly string[] {
  const fields = line.match(/("(?:[^"]|"")*"|[^;]*)(;|$)/g) ?? [];
  const kept = line.endsWith(';') ? fields : fields.slice(0, -1);
  return kept.map((field) => unquote(field.replace(/;$/, '')));
}

const unquote = (field: string): string =>
  field.startsWith('"') && field.endsWith('"') && field.length > 1
    ? field.slice(1, -1).replaceAll('""', '"')
    : field;

function findFault(rows: readonly (readonly string[])[]): string | null {
  const width = rows[0]?.length ?? 0;
  if (width < 2) return 'no row with a value and a group';
  const uneven = rows.findIndex((row) => row.length !== width);
  if (uneven >= 0) return `a row ${uneven + 1} with another number of levels than the first`;
  if (new Set(rows.map((row) => row[0])).size < rows.length) return 'a value that is listed more than once';
  const split = findSplitGroup(rows, width);
  if (split !== null)
    return `a group of level ${split} that belongs to several groups of the next (not a tree)`;
  return new Set(rows.map((row) => row[width - 1])).size === 1
    ? null
    : 'no last level that is the same for all';
}

function findSplitGroup(rows: readonly (readonly string[])[], width: number): number | null {
  for (let level = 1; level < width - 1; level++) {
    const above = new Map<string | undefined, string | undefined>();
    for (const row of rows) {
      const known = above.get(row[level]);
      if (known !== undefined && known !== row[level + 1]) return level;
      above.set(row[level], row[level + 1]);
    }
  }
  return null;
}
