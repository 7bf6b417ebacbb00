import type { RiskPicture, SizeBand } from '../artifacts/risk-report.ts';
import { renderLyingBars, renderStandingBars } from './bar-chart.ts';
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

/** Average risk with each quasi-identifier left out: picture and table. */
export function renderWithout(p: RiskPicture, { say, figures }: Writing): Html {
  const title = `${say.without}: ${p.tabell}`;
  const all = { label: say.all, value: p.prosecutor.snitt.andel, text: figures.share(p.prosecutor.snitt) };
  const bars = [
    { ...all, marked: false },
    ...p.uten.map((u) => ({
      label: u.kolonne,
      value: u.snitt,
      text: figures.percent(u.snitt),
      marked: false,
    })),
  ];
  const columns = [
    { name: say.without1 },
    { name: say.k, number: true },
    { name: say.classes, number: true },
    { name: say.average, number: true },
  ];
  const rows = p.uten.map((u) => {
    const k = figures.count(u.k);
    return [
      u.kolonne,
      u.minst && u.k.form === 'noeyaktig' ? say.atLeast(k) : k,
      figures.number(u.klasser),
      figures.percent(u.snitt),
    ];
  });
  return html`<h3>${say.without}</h3>
    <figure>
      ${renderLyingBars({ title, bars })}
      <figcaption>${say.withoutNote}</figcaption>
    </figure>
    ${renderTable(title, columns, rows)} `;
}
