import type { Attrition, RiskReport } from '../artifacts/risk-report.ts';
import type { ShownCount } from '../artifacts/shown-count.ts';
import { renderLyingBars } from './bar-chart.ts';
import { html, nothing, type Html } from './html.ts';
import { renderTable } from './table.ts';
import type { Writing } from './writing.ts';

/** Persons and rows from register to delivery, each as picture and table; nothing where none was followed. */
export function renderAttrition({ frafall, grense }: RiskReport, w: Writing): Html {
  if (frafall.length === 0) return nothing;
  return html`<h2>${w.say.attrition}</h2>
    <p class="note">${w.say.attritionNote(w.figures.number(grense))}</p>
    ${frafall.map((a) => renderOne(a, w))} `;
}

function renderOne(a: Attrition, { say, figures }: Writing): Html {
  const start = a.enhet === 'person' ? say.startPersons : say.start;
  const lossy = a.trinn.filter((t) => t.bort.form !== 'noeyaktig');
  const lines = [{ name: start, left: a.start }, ...lossy.map((t) => ({ name: t.trinn, left: t.igjen }))];
  const bars = lines.map(({ name, left }) => ({
    label: name,
    value: valueOf(left),
    text: figures.count(left),
    marked: false,
  }));
  const columns = [{ name: say.step }, { name: say.gone, number: true }, { name: say.left, number: true }];
  const rows = [
    [start, '', figures.count(a.start)],
    ...a.trinn.map((t) => [t.trinn, figures.count(t.bort), figures.count(t.igjen)]),
  ];
  const title = `${say.attrition}: ${a.hva}`;
  return html`<h3>${a.hva}</h3>
    <figure>
      ${renderLyingBars({ title, bars })}
      <figcaption>${say.leftAfter}</figcaption>
    </figure>
    ${renderTable(title, columns, rows)} `;
}

const valueOf = (shown: ShownCount): number => (shown.form === 'under' ? 0 : shown.antall);
