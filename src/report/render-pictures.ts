import type { RiskPicture, SizeBand } from '../artifacts/risk-report.ts';
import { renderStandingBars } from './bar-chart.ts';
import { html, type Html } from './html.ts';
import { renderTable } from './table.ts';
import type { Writing } from './writing.ts';

/** Persons by the size of their class: picture and table. */
export function renderSizes(p: RiskPicture, limit: number, w: Writing): Html {
  const { say, figures } = w;
  const title = `${say.sizes}: ${p.tabell}`;
  if (p.klassestoerrelser.length === 0)
    return html`<h3>${say.sizes}</h3>
      <p>${say.sizesEmpty}</p>`;
  const demanded = p.krav.find((d) => d.krav === 'k')?.grense ?? 0;
  const bars = p.klassestoerrelser.map((b) => ({
    label: bandName(b, w),
    value: b.personer,
    text: figures.number(b.personer),
    marked: b.fra < demanded && p.k.form === 'under',
  }));
  const columns = [
    { name: say.size },
    { name: say.classes, number: true },
    { name: say.persons, number: true },
  ];
  const rows = p.klassestoerrelser.map((b) => [
    bandName(b, w),
    figures.number(b.klasser),
    figures.number(b.personer),
  ]);
  return html`<h3>${say.sizes}</h3>
    <figure>
      ${renderStandingBars({ title, bars }, say.size, figures.number)}
      <figcaption>${say.sizesNote(figures.number(limit))}</figcaption>
    </figure>
    ${renderTable(title, columns, rows)} `;
}

function bandName({ fra, til }: SizeBand, { say, figures }: Writing): string {
  if (til === null) return say.andMore(figures.number(fra));
  return fra === til ? figures.number(fra) : `${figures.number(fra)}–${figures.number(til)}`;
}
