/** Rows of cells, or the first line, counted from 1, that cannot be read. */
export type SemicolonRows =
  | { readonly ok: true; readonly rows: readonly (readonly string[])[] }
  | { readonly ok: false; readonly line: number };

const CELL = /(?:"((?:[^"]|"")*)"|([^";]*))(;|$)/y;

/**
 * Reads text of cells between semicolons, a row a line, empty lines at the end left out. A cell may stand between double
 * quotes, a quote in it doubled; it never goes over a line.
 */
export function readSemicolonRows(text: string): SemicolonRows {
  const lines = text
    .replace(/^\uFEFF/, '')
    .replace(/(\r?\n)+$/, '')
    .split(/\r?\n/);
  const rows: string[][] = [];
  for (const [i, line] of lines.entries()) {
    const cells = readCells(line);
    if (cells === null) return { ok: false, line: i + 1 };
    rows.push(cells);
  }
  return { ok: true, rows };
}

function readCells(line: string): string[] | null {
  const cells: string[] = [];
  CELL.lastIndex = 0;
  for (;;) {
    const found = CELL.exec(line);
    if (found === null) return null;
    const [, quoted, bare = '', end] = found;
    cells.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end === '') return CELL.lastIndex === line.length ? cells : null;
    CELL.lastIndex = found.index + found[0].length;
  }
}
