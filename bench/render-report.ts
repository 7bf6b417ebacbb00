import { budget, megabytes, millions, ratio, secondsOf } from './format.ts';
import { escape, renderBars, renderLines, type Series } from './plot.ts';
import type { Group, Row } from './summary.ts';

/** All jobs as one page with plots that needs nothing from anywhere else. */
export function renderReport(groups: readonly Group[]): string {
  const decisions = [...new Set(groups.map((group) => group.decision))];
  const body = decisions.map((decision) =>
    renderDecision(
      decision,
      groups.filter((g) => g.decision === decision),
    ),
  );
  return (
    `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Benchmarks of tilrette</title><style>${STYLE}</style></head>` +
    `<body><h1>Benchmarks of tilrette</h1>${body.join('')}</body></html>\n`
  );
}

const STYLE =
  'body{font:15px/1.5 system-ui,sans-serif;max-width:820px;margin:2em auto;padding:0 1em;color:#222}' +
  'svg{font:12px system-ui,sans-serif;max-width:100%}.own{fill:#b4432f}.other{fill:#7d93a8}.grid{stroke:#ddd}' +
  'table{border-collapse:collapse;font-size:13px}td,th{padding:.2em .7em;text-align:right;border-bottom:1px solid #ddd}' +
  'td:first-child,th:first-child{text-align:left}p.about{color:#555;font-size:13px}';

function renderDecision(decision: string, groups: readonly Group[]): string {
  return (
    `<h2>${escape(decision)}</h2>` +
    section(
      'Rows a second by size',
      renderLines(
        seriesOf(groups, (row) => row.rowsPerSecond),
        axes('M rows/s', 1e6),
      ),
    ) +
    section(
      'Peak memory by size',
      renderLines(
        seriesOf(groups, (row) => row.peakBytes),
        axes('GB', 1e9),
      ),
    ) +
    groups.map(renderGroup).join('')
  );
}

const section = (title: string, content: string): string => `<h3>${escape(title)}</h3>${content}`;

const axes = (unit: string, by: number) => ({
  x: (episodes: number): string => millions(episodes),
  y: (value: number): string => `${(value / by).toFixed(1)} ${unit}`,
});

/** One line a contestant, and one more for every other budget that its sizes were measured under. */
function seriesOf(groups: readonly Group[], of: (row: Row) => number | null): readonly Series[] {
  const series = new Map<string, { x: number; y: number }[]>();
  for (const group of groups) {
    const budgets = groups.filter((g) => g.episodes === group.episodes).map((g) => g.memoryBytes);
    const suffix = budgets[0] === group.memoryBytes ? '' : `, ${budget(group.memoryBytes)}`;
    for (const row of group.rows) {
      const y = of(row);
      const points = series.get(row.label + suffix) ?? [];
      series.set(row.label + suffix, y === null ? points : [...points, { x: group.episodes, y }]);
    }
  }
  return [...series].map(([label, points]) => ({ label, points }));
}

function renderGroup(group: Group): string {
  const { run, rows } = group;
  const title = `${millions(group.episodes)} episodes, ${budget(group.memoryBytes)}`;
  const about =
    `${run.date.slice(0, 10)}, run ${run.run}: ${run.machine.cpu}, ${run.machine.cores} cores, ` +
    `${Math.round(run.machine.memoryBytes / 1e9)} GB, ${run.machine.os}, Node ${run.machine.node}, DuckDB ${run.machine.duckdb}; ` +
    `load before ${run.load.toFixed(2)}${run.loaded ? ', on a loaded machine' : ''}`;
  const absent = group.absent
    .map((a) => `<li>${escape(`${a.label}: not measured: ${a.reason}`)}</li>`)
    .join('');
  return (
    section(title, `<p class="about">${escape(about)}</p>${renderTable(rows)}`) +
    `<h4>Seconds over those of prepare</h4>${renderRatios(rows)}` +
    `<h4>Where the time of prepare goes</h4>${renderProfile(rows.find((row) => row.id === 'prepare'))}` +
    (absent === '' ? '' : `<ul>${absent}</ul>`)
  );
}

function renderTable(rows: readonly Row[]): string {
  const head = ['', 'seconds', 'CPU s', 'peak MB', 'over (b)', 'over (a)'].map((name) => `<th>${name}</th>`);
  const body = rows.map(
    (row) =>
      `<tr><td>${escape(row.label)}</td>` +
      [
        secondsOf(row.seconds),
        row.cpuSeconds?.toFixed(1) ?? '-',
        megabytes(row.peakBytes),
        ratio(row.overHandwritten),
        ratio(row.overFloor),
      ]
        .map((cell) => `<td>${escape(cell)}</td>`)
        .join('') +
      '</tr>',
  );
  return `<table><tr>${head.join('')}</tr>${body.join('')}</table>`;
}

function renderRatios(rows: readonly Row[]): string {
  return renderBars(
    rows.flatMap((row) =>
      row.overPrepare === null
        ? []
        : [
            {
              label: row.label,
              value: row.overPrepare.median,
              text: ratio(row.overPrepare),
              marked: row.id === 'prepare',
            },
          ],
    ),
  );
}

/** Shares of the whole, so that what no step tells of, such as starting, shows as well. */
function renderProfile(prepare: Row | undefined): string {
  if (prepare === undefined) return '<p>prepare was not measured.</p>';
  const steps = Object.entries(prepare.profile);
  const told = steps.reduce((sum, [, seconds]) => sum + seconds, 0);
  const whole = Math.max(prepare.seconds.median, told);
  const rest: readonly (readonly [string, number])[] = [['start, end and between', whole - told]];
  return renderBars(
    [...steps, ...rest].map(([label, seconds]) => ({
      label,
      value: seconds,
      text: `${seconds.toFixed(2)} s, ${((100 * seconds) / whole).toFixed(1)} %`,
      marked: false,
    })),
  );
}
