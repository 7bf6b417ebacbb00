import { attritionOf } from './attrition.ts';
import { limitOf, type ReportedDelivery } from './delivery.ts';
import { showCount } from './disclosure-control.ts';
import { figuresOf } from './figures.ts';
import { html, type Html } from './html.ts';
import { describePopulation } from './population-sentences.ts';
import { renderList, renderTable } from './table.ts';

const figures = figuresOf('nb');

/** What is delivered where tables of counts take the place of rows: each table, what it counts, and what is left out. */
export function renderCounts(d: ReportedDelivery): Html {
  const limit = limitOf(d.vedtak.anonymitet.k);
  const columns = [
    ...['Tabell', 'Teller', 'Etter'].map((name) => ({ name })),
    ...['Linjer', 'Prikket'].map((name) => ({ name, number: true })),
  ];
  const rows = d.tables.flatMap(({ name, rows: lines, counts }) => {
    if (counts === null) return [];
    const { source, measure, dimensions, totals, hidden } = counts;
    const by = `${dimensions.join(', ')}${totals ? ', med summer' : ''}`;
    return [[name, `${measure} i ${source}`, by, figures.number(lines), figures.number(hidden)]];
  });
  const people = attritionOf(d, limit)[0]?.trinn ?? [];
  return html`${renderTable('Leverte tabeller', columns, rows)}
    <p>
      Tallene er av ${figures.count(showCount(d.persons, limit))} personer. Det er ingen rader om personer i
      leveransen, og ingen løpenumre. Der antallet er prikket, er det tomt: enten gjelder det 1 til
      ${d.vedtak.anonymitet.k - 1} personer, eller så kunne et slikt antall vært regnet ut av det.
    </p>
    ${describePopulation(d.planned).map((sentence) => html`<p>${sentence}</p> `)}
    ${renderList(people.map((t) => `${t.trinn}: ${figures.count(t.bort)} personer.`))}
    <p>
      Tallene må ikke settes sammen med tall fra andre leveranser for å finne ut hva som er prikket. Kolonnene
      er beskrevet i <code>kodebok.html</code>, hva som er prikket og hvordan det er kontrollert i
      <code>risiko.html</code>.
    </p> `;
}
