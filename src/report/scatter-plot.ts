import { scaleLinear } from 'd3-scale';
import { html, type Html } from './html.ts';
import { pixel, renderValueAxis } from './value-axis.ts';

interface Point {
  readonly x: number;
  readonly y: number;
  readonly kind: 'met' | 'missed';
}

/** Points by two figures, one of them pointed out. */
export interface Scatter {
  /** What the picture shows, for those who hear it. */
  readonly title: string;
  readonly points: readonly Point[];
  readonly chosen: { readonly x: number; readonly y: number; readonly label: string };
  readonly xName: string;
  readonly yName: string;
}

const WIDTH = 700;
const HEIGHT = 330;
const plot = { left: 70, right: WIDTH - 20, top: 36, bottom: HEIGHT - 56 } as const;

/** Draws the points from zero on both axes; what is chosen is a ring with a line to its name. */
export function renderScatter(
  { title, points, chosen, xName, yName }: Scatter,
  tick: { readonly x: (value: number) => string; readonly y: (value: number) => string },
): Html {
  const most = (of: 'x' | 'y'): number => Math.max(chosen[of], ...points.map((p) => p[of])) || 1;
  const x = scaleLinear([0, most('x')], [plot.left, plot.right]).nice(5);
  const y = scaleLinear([0, most('y')], [plot.bottom, plot.top]).nice(5);
  const rows = renderValueAxis(y, plot, tick.y);
  const columns = x
    .ticks(5)
    .map(
      (value) =>
        html`<text class="axis" x="${pixel(x(value))}" y="${plot.bottom + 18}" text-anchor="middle"
          >${tick.x(value)}</text
        > `,
    );
  const drawn = [...points]
    .sort((a, b) => Number(a.kind === 'met') - Number(b.kind === 'met'))
    .map((p) => html`<circle class="point ${p.kind}" cx="${pixel(x(p.x))}" cy="${pixel(y(p.y))}" r="4" /> `);
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">
    ${rows}${columns}${drawn}${mark(x(chosen.x), y(chosen.y), chosen.label)}
    <text class="axis" x="${(plot.left + plot.right) / 2}" y="${HEIGHT - 12}" text-anchor="middle">
      ${xName}
    </text>
    <text class="axis" x="${plot.left - 60}" y="${plot.top - 18}">${yName}</text>
  </svg> `;
}

/** The name stands on the side where there is room. */
function mark(x: number, y: number, label: string): Html {
  const leftOf = x > (plot.left + plot.right) / 2;
  const [end, anchor] = leftOf ? [x - 26, 'end'] : [x + 26, 'start'];
  const top = Math.max(y - 22, plot.top - 4);
  return html`<circle class="chosen" cx="${pixel(x)}" cy="${pixel(y)}" r="9" /><line
      class="chosen"
      x1="${pixel(leftOf ? x - 7 : x + 7)}"
      y1="${pixel(y - 6)}"
      x2="${pixel(leftOf ? end + 3 : end - 3)}"
      y2="${pixel(top + 4)}"
    /><text class="name" x="${pixel(end)}" y="${pixel(top)}" text-anchor="${anchor}">${label}</text> `;
}
