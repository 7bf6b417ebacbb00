import { scaleBand, scaleLinear } from 'd3-scale';
import { html, nothing, type Html } from './html.ts';
import { pixel, renderValueAxis } from './value-axis.ts';

interface Bar {
  readonly label: string;
  readonly value: number;
  /** The value as people read it. */
  readonly text: string;
  /** Drawn to stand out. */
  readonly marked: boolean;
}

export interface Chart {
  /** What the picture shows, for those who hear it; the table beside it holds the figures. */
  readonly title: string;
  readonly bars: readonly Bar[];
}

const WIDTH = 700;
const label = { width: 285, gap: 10 } as const;
const ROW = 30;

/** Bars from zero, lying, one a row. */
export function renderLyingBars({ title, bars }: Chart): Html {
  if (bars.length === 0) return nothing;
  const height = bars.length * ROW + 4;
  const x = scaleLinear([0, Math.max(...bars.map((b) => b.value)) || 1], [label.width, WIDTH - 110]);
  const y = scaleBand(
    bars.map((_, i) => i),
    [2, height - 2],
  ).padding(0.25);
  const drawn = bars.map((bar, i) => {
    const top = y(i) ?? 0;
    const middle = top + y.bandwidth() / 2 + 4;
    return html`<text x="${label.width - label.gap}" y="${pixel(middle)}" text-anchor="end"
        >${shorten(bar.label)}</text
      ><rect
        class="${kind(bar)}"
        x="${label.width}"
        y="${pixel(top)}"
        width="${pixel(Math.max(x(bar.value) - label.width, 1))}"
        height="${pixel(y.bandwidth())}"
      /><text x="${pixel(x(bar.value) + 8)}" y="${pixel(middle)}">${bar.text}</text> `;
  });
  return svg(title, height, drawn);
}

const plot = { left: 70, right: WIDTH - 10, top: 24, bottom: 230 } as const;

/** Bars from zero, standing, with an axis of values; `axis` names what stands along the bottom. */
export function renderStandingBars(
  { title, bars }: Chart,
  axis: string,
  tick: (value: number) => string,
): Html {
  if (bars.length === 0) return nothing;
  const y = scaleLinear([0, Math.max(...bars.map((b) => b.value)) || 1], [plot.bottom, plot.top]).nice(5);
  const x = scaleBand(
    bars.map((_, i) => i),
    [plot.left, plot.right],
  )
    .padding(0.2)
    .align(0);
  const width = Math.min(x.bandwidth(), 90);
  const lines = renderValueAxis(y, plot, tick);
  const drawn = bars.map((bar, i) => {
    const left = (x(i) ?? 0) + (x.bandwidth() - width) / 2;
    const middle = pixel(left + width / 2);
    const top = Math.min(y(bar.value), plot.bottom - 1);
    return html`<rect
        class="${kind(bar)}"
        x="${pixel(left)}"
        y="${pixel(top)}"
        width="${pixel(width)}"
        height="${pixel(plot.bottom - top)}"
      /><text x="${middle}" y="${pixel(top - 6)}" text-anchor="middle">${bar.text}</text
      ><text x="${middle}" y="${plot.bottom + 18}" text-anchor="middle">${bar.label}</text> `;
  });
  const name = html`<text
    class="axis"
    x="${(plot.left + plot.right) / 2}"
    y="${plot.bottom + 40}"
    text-anchor="middle"
    >${axis}</text
  > `;
  return svg(title, plot.bottom + 50, [...lines, ...drawn, name]);
}

const svg = (title: string, height: number, body: readonly Html[]): Html =>
  html`<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${title}">${body}</svg> `;

const kind = (bar: Bar): string => (bar.marked ? 'bar marked' : 'bar');
/** What there is room for beside a bar; the table has the whole. */
const shorten = (text: string): string => (text.length <= 46 ? text : `${text.slice(0, 45)}…`);
