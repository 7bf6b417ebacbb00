/** A table drawn as text: a header and rows of cells between bars; an empty cell is a missing value. */
export interface DrawnTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** Reads a drawing such as `| dag | antall |`; lines without a bar are passed over. */
export function parseDrawing(text: string): DrawnTable {
  const [columns = [], ...rows] = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
  for (const row of rows)
    if (row.length !== columns.length) throw new Error(`a row of ${row.length} cells: ${row.join(' | ')}`);
  return { columns, rows: rows.map((row) => row.map((cell) => (cell === '' ? null : cell))) };
}

/** Rows as lines in an order of their own, so that two tables with equal rows give equal lines. */
export const renderRows = (rows: DrawnTable['rows']): string[] =>
  rows.map((row) => `| ${row.map((cell) => cell ?? '').join(' | ')} |`).sort();
