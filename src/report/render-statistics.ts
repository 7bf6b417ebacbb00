import type { RiskReport } from '../artifacts/risk-report.ts';
import { html, nothing, type Html } from './html.ts';
import { statisticsTexts } from './statistics-texts.ts';
import { renderTable } from './table.ts';
import type { Writing } from './writing.ts';

/** Tables of counts in the risk report: what was left out of each, and what that was held to. */
export function renderStatistics(report: RiskReport, { lang, figures }: Writing): Html {
  const { statistikk = [], tidligere } = report;
  const [first] = statistikk;
  if (first === undefined) return nothing;
  const say = statisticsTexts[lang];
  const columns = [
    ...[say.table, say.counts, say.dimensions].map((name) => ({ name })),
    ...[say.lines, say.zeros, say.hidden].map((name) => ({ name, number: true })),
  ];
  const rows = statistikk.map((t) => [
    ...[t.tabell, say.of(say.measure[t.maal], t.kilde), t.dimensjoner.join(', ')],
    ...[t.linjer, t.nuller, t.prikket].map(figures.number),
  ]);
  const before = tidligere?.sammeSak ?? 0;
  return html`<p class="verdict">${say.lead(figures.number(first.k - 1))}</p>
    <h2>${say.title}</h2>
    ${renderTable(say.title, columns, rows)}
    <p>${say.how(figures.number(first.k))}</p>
    <p>${say.zeroNote}</p>
    <p>${say.splitNote}</p>
    <p>${say.repeatNote}</p>
    ${before === 0 ? nothing : html`<p class="verdict missed">${say.earlier(figures.number(before))}</p>`} `;
}
