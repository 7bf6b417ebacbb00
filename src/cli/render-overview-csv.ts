import { overviewColumns, type OverviewRow, type OverviewValue } from '../steps/overview.ts';
import { overviewLabel } from './overview-labels.ts';

/**
 * The overview as CSV for a spreadsheet: UTF-8 with a byte order mark, semicolons, every field quoted, lists on lines of
 * their own in a cell; a record without disclosures gives the header. A text that a spreadsheet would take for a formula gets an apostrophe in front.
 */
export function renderOverviewCsv(rows: readonly OverviewRow[]): string {
  const columns = overviewColumns();
  const lines = [
    columns.map(overviewLabel),
    ...rows.map((row) => columns.map((c) => textOf(row[c] ?? null))),
  ];
  return `\uFEFF${lines.map((line) => `${line.map(quote).join(';')}\r\n`).join('')}`;
}

const textOf = (value: OverviewValue): string =>
  value === null ? '' : typeof value === 'object' ? value.join('\n') : String(value);

function quote(text: string): string {
  const safe = /^[\t\r=+\-@]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
