import type { RiskPicture, VariableCost } from '../artifacts/risk-report.ts';
import { renderLyingBars } from './bar-chart.ts';
import { html, type Html } from './html.ts';
import { renderTable } from './table.ts';
import type { Writing } from './writing.ts';

/** A variable that tells less, and what is left of the risk then; null where no coarser level is given. */
interface Change {
  readonly column: string;
  readonly change: string;
  readonly cost: VariableCost | null;
}

/** What each quasi-identifier costs: the risk with it left out and one level coarser, as picture and table. */
export function renderCosts(p: RiskPicture, w: Writing): Html {
  const { say, figures } = w;
  const title = `${say.costs}: ${p.tabell}`;
  const changes = listChanges(p, w);
  const all = { label: say.all, value: p.prosecutor.snitt.andel, text: figures.share(p.prosecutor.snitt) };
  const bars = changes.flatMap(({ column, change, cost }) =>
    cost === null
      ? []
      : [
          {
            ...{ label: `${column}, ${change}`, value: cost.snitt },
            ...{ text: figures.percent(cost.snitt), marked: false },
          },
        ],
  );
  const columns = [
    { name: say.variable },
    { name: say.changed },
    { name: say.k, number: true },
    { name: say.classes, number: true },
    { name: say.average, number: true },
  ];
  return html`<h3>${say.costs}</h3>
    <figure>
      ${renderLyingBars({ title, bars: [{ ...all, marked: false }, ...bars] })}
      <figcaption>${say.costsNote}</figcaption>
    </figure>
    ${renderTable(
      title,
      columns,
      changes.map((change) => rowOf(change, w)),
    )} `;
}

/** Both changes of a variable beside each other. */
const listChanges = (p: RiskPicture, { say }: Writing): readonly Change[] =>
  p.uten.flatMap(({ kolonne, ...cost }) => {
    const coarser = p.ettNivaaGrovere.find((c) => c.kolonne === kolonne)?.maal ?? null;
    return [
      { column: kolonne, change: say.leftOut, cost },
      { column: kolonne, change: coarser === null ? say.noCoarser : say.coarser, cost: coarser },
    ];
  });

function rowOf({ column, change, cost }: Change, { say, figures }: Writing): readonly string[] {
  if (cost === null) return [column, change, '–', '–', '–'];
  const k = figures.count(cost.k);
  return [
    ...[column, change],
    cost.minst && cost.k.form === 'noeyaktig' ? say.atLeast(k) : k,
    ...[figures.number(cost.klasser), figures.percent(cost.snitt)],
  ];
}
