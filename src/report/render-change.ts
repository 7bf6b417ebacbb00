import type { RiskPicture } from '../artifacts/risk-report.ts';
import { renderLyingBars } from './bar-chart.ts';
import { html, nothing, type Html } from './html.ts';
import { renderScatter } from './scatter-plot.ts';
import { renderTable } from './table.ts';
import type { Writing } from './writing.ts';

/** Risk before and after suppression and coarsening: picture and table. Nothing where neither was done. */
export function renderChange(p: RiskPicture, { say, figures }: Writing): Html {
  if (p.endring === null) return nothing;
  const { foer, etter } = p.endring;
  const title = `${say.change}: ${p.tabell}`;
  const bar = (
    label: string,
    when: string,
    of: typeof foer,
    figure: 'hoeyest' | 'snitt',
    marked: boolean,
  ) => ({
    label: `${label}, ${when}`,
    value: of[figure].andel,
    text: figures.share(of[figure]),
    marked,
  });
  const bars = [
    bar(say.highest, say.before, foer, 'hoeyest', true),
    bar(say.highest, say.after, etter, 'hoeyest', false),
    bar(say.average, say.before, foer, 'snitt', true),
    bar(say.average, say.after, etter, 'snitt', false),
  ];
  const told = (n: typeof foer.alene): string => (n === null ? '–' : figures.count(n));
  const columns = [
    { name: say.figure },
    { name: say.before, number: true },
    { name: say.after, number: true },
  ];
  const rows = [
    [say.k, figures.count(foer.k), figures.count(etter.k)],
    [say.alone, told(foer.alene), told(etter.alene)],
    [say.classes, figures.count(foer.klasser), figures.count(etter.klasser)],
    [say.highest, figures.share(foer.hoeyest), figures.share(etter.hoeyest)],
    [say.average, figures.share(foer.snitt), figures.share(etter.snitt)],
  ];
  return html`<h3>${say.change}</h3>
    <figure>
      ${renderLyingBars({ title, bars })}
      <figcaption>${say.changeNote}</figcaption>
    </figure>
    ${renderTable(title, columns, rows)} `;
}

/** Loss against risk of every transformation that was evaluated, the chosen one marked: picture, and a table of the best. */
export function renderCoarsening(p: RiskPicture, { say, figures }: Writing): Html {
  if (p.grovere === null) return nothing;
  const { valgt, alternativer, vurdert, maal } = p.grovere;
  const title = `${say.coarsening}: ${p.tabell}`;
  const points = vurdert.map((v) => ({
    x: v.tap,
    y: v.snitt,
    kind: v.oppfyller ? ('met' as const) : ('missed' as const),
  }));
  const chosen = { x: valgt.tap, y: valgt.snitt, label: say.chosen };
  const scatter = { title, points, chosen, xName: say.loss(maal), yName: say.averageAxis };
  const columns = [
    { name: say.choice },
    { name: say.levels },
    { name: say.loss(maal), number: true },
    { name: say.average, number: true },
    { name: say.suppressed, number: true },
  ];
  const rows = [valgt, ...alternativer].map((choice, i) => [
    i === 0 ? say.chosen : say.next(figures.number(i)),
    Object.entries(choice.nivaaer)
      .map(([column, level]) => `${column} ${figures.number(level)}`)
      .join(', '),
    figures.number(choice.tap),
    figures.percent(choice.snitt),
    figures.count(choice.undertrykt),
  ]);
  return html`<h3>${say.coarsening}</h3>
    <figure>
      ${renderScatter(scatter, { x: figures.number, y: figures.percent })}
      <figcaption>${say.coarseningNote}</figcaption>
    </figure>
    ${renderTable(title, columns, rows)} `;
}
