import { norwegianDay } from '../base/norwegian-day.ts';
import type { OverviewRow, OverviewValue } from '../steps/overview.ts';
import { overviewLabel } from './overview-labels.ts';
import { isTime, timeText } from './time-text.ts';

const STYLE = `
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: #1a1a1a; background: #fff; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid #ccc; overflow-wrap: anywhere; }
section table th { width: 16rem; font-weight: 600; }
ul { margin: 0; padding-left: 1.1rem; }
.scroll { overflow-x: auto; }
.scroll th, .scroll td { overflow-wrap: normal; }
.scroll td:first-child, .scroll td:nth-child(n+5):not(:last-child) { white-space: nowrap; }
@media (max-width: 40rem) { section th, section td { display: block; width: auto !important; }
  section th { border-bottom: 0; padding-bottom: 0; } }
@media print { section { break-inside: avoid; } }`;

/** Columns of the list at the top; a section for each disclosure has them all. */
const SHORT = [
  'levert',
  'saksnummer',
  'databruker',
  'formaal',
  'personer',
  'lagringTil',
  'mottatt',
  'slettet',
];

/** The overview as one HTML page that needs nothing else: a list, then every disclosure with all that is recorded. */
export function renderOverviewHtml(rows: readonly OverviewRow[], made: string): string {
  return [
    '<!doctype html>',
    '<html lang="nb">',
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">`,
    `<title>Oversikt over utleveringer</title><style>${STYLE}</style></head>`,
    '<body>',
    '<main>',
    '<h1>Oversikt over utleveringer</h1>',
    `<p>Etter helseregisterloven § 19 h. ${rows.length} ${rows.length === 1 ? 'utlevering' : 'utleveringer'}, laget ${cell(made)}.</p>`,
    listOf(rows),
    ...rows.map(sectionOf),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function listOf(rows: readonly OverviewRow[]): string {
  const head = SHORT.map((c) => `<th scope="col">${escape(overviewLabel(c))}</th>`).join('');
  const line = (row: OverviewRow, i: number): string =>
    SHORT.map((c) => {
      const value = row[c] ?? null;
      const text = typeof value === 'string' && isTime(value) ? norwegianDay(new Date(value)) : cell(value);
      return `<td>${c === 'saksnummer' ? `<a href="#u${i}">${text}</a>` : text}</td>`;
    }).join('');
  const lines = rows.map((row, i) => `<tr>${line(row, i)}</tr>`).join('\n');
  return `<div class="scroll" tabindex="0" role="region" aria-label="Alle utleveringer"><table><thead><tr>${head}</tr></thead><tbody>\n${lines}\n</tbody></table></div>`;
}

function sectionOf(row: OverviewRow, i: number): string {
  const lines = Object.entries(row)
    .filter(([, value]) => !isEmpty(value))
    .map(([c, value]) => `<tr><th scope="row">${escape(overviewLabel(c))}</th><td>${cell(value)}</td></tr>`);
  const title = `${cell(row['saksnummer'] ?? null)}, ${cell(row['levert'] ?? null)}`;
  return `<section id="u${i}"><h2>${title}</h2><table><tbody>\n${lines.join('\n')}\n</tbody></table></section>`;
}

const isEmpty = (value: OverviewValue): boolean =>
  value === null || (typeof value === 'object' && value.length === 0);

function cell(value: OverviewValue): string {
  if (value === null) return '';
  if (typeof value !== 'object') return escape(isTime(value) ? timeText(value) : String(value));
  return value.length < 2
    ? escape(value.join(''))
    : `<ul>${value.map((text) => `<li>${escape(text)}</li>`).join('')}</ul>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (text: string): string => text.replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c);
