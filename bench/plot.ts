/** Small pictures as SVG text, without scripts or anything from elsewhere. */

export const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly text: string;
  /** Drawn to stand out. */
  readonly marked: boolean;
}

const WIDTH = 760;
const LABEL = 230;
const ROW = 24;

/** Horizontal bars from zero. */
export function renderBars(bars: readonly Bar[]): string {
  const most = Math.max(...bars.map((bar) => bar.value), Number.MIN_VALUE);
  const drawn = bars.map((bar, i) => {
    const length = ((WIDTH - LABEL - 120) * bar.value) / most;
    const y = i * ROW;
    return (
      `<text x="${LABEL - 8}" y="${y + 16}" text-anchor="end">${escape(bar.label)}</text>` +
      `<rect x="${LABEL}" y="${y + 4}" width="${length.toFixed(1)}" height="${ROW - 8}" class="${bar.marked ? 'own' : 'other'}"/>` +
      `<text x="${(LABEL + length + 6).toFixed(1)}" y="${y + 16}">${escape(bar.text)}</text>`
    );
  });
  return svg(bars.length * ROW, drawn.join(''));
}

export interface Series {
  readonly label: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface Axes {
  readonly x: (value: number) => string;
  readonly y: (value: number) => string;
}

const PLOT = { left: 80, right: 520, top: 12, bottom: 250 };

/** Lines over a logarithmic x axis, with y from zero. */
export function renderLines(series: readonly Series[], axes: Axes): string {
  const points = series.flatMap((s) => s.points);
  const xs = [...new Set(points.map((p) => p.x))].sort((a, b) => a - b);
  const top = Math.max(...points.map((p) => p.y), Number.MIN_VALUE);
  const first = Math.log(xs[0] ?? 1);
  const length = Math.log(xs.at(-1) ?? 1) - first;
  const atX = (x: number): number =>
    length === 0
      ? (PLOT.left + PLOT.right) / 2
      : PLOT.left + ((Math.log(x) - first) / length) * (PLOT.right - PLOT.left);
  const atY = (y: number): number => PLOT.bottom - (y / top) * (PLOT.bottom - PLOT.top);
  const frame = [0, 0.25, 0.5, 0.75, 1].map(
    (share) =>
      `<line x1="${PLOT.left}" x2="${PLOT.right}" y1="${atY(share * top)}" y2="${atY(share * top)}" class="grid"/>` +
      `<text x="${PLOT.left - 6}" y="${atY(share * top) + 4}" text-anchor="end">${escape(axes.y(share * top))}</text>`,
  );
  const ticks = xs.map(
    (x) =>
      `<text x="${atX(x).toFixed(1)}" y="${PLOT.bottom + 20}" text-anchor="middle">${escape(axes.x(x))}</text>`,
  );
  const lines = series.map((s, i) => renderSeries(s, i, atX, atY));
  return svg(Math.max(PLOT.bottom + 30, series.length * 20 + 20), [...frame, ...ticks, ...lines].join(''));
}

function renderSeries(s: Series, i: number, atX: (x: number) => number, atY: (y: number) => number): string {
  const colour = `hsl(${(i * 137) % 360} 60% 42%)`;
  const path = s.points.map((p) => `${atX(p.x).toFixed(1)},${atY(p.y).toFixed(1)}`);
  const dots = s.points.map(
    (p) => `<circle cx="${atX(p.x).toFixed(1)}" cy="${atY(p.y).toFixed(1)}" r="3.5" fill="${colour}"/>`,
  );
  return (
    `<polyline points="${path.join(' ')}" fill="none" stroke="${colour}" stroke-width="1.5"/>${dots.join('')}` +
    `<rect x="${PLOT.right + 20}" y="${i * 20 + 8}" width="10" height="10" fill="${colour}"/>` +
    `<text x="${PLOT.right + 36}" y="${i * 20 + 17}">${escape(s.label)}</text>`
  );
}

const svg = (height: number, body: string): string =>
  `<svg viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" role="img">${body}</svg>`;
