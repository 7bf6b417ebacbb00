import type { ScaleLinear } from 'd3-scale';
import { html, type Html } from './html.ts';

/** Where a picture is drawn, in units of its view box. */
interface Plot {
  readonly left: number;
  readonly right: number;
}

/** A place in a picture, to a tenth of a unit. */
export const pixel = (value: number): number => Number(value.toFixed(1));

/** Lines across a plot with their values to the left. */
export const renderValueAxis = (
  y: ScaleLinear<number, number>,
  { left, right }: Plot,
  tick: (value: number) => string,
): readonly Html[] =>
  y
    .ticks(5)
    .map(
      (value) =>
        html`<line
            class="grid"
            x1="${left}"
            x2="${right}"
            y1="${pixel(y(value))}"
            y2="${pixel(y(value))}"
          /><text class="axis" x="${left - 8}" y="${pixel(y(value) + 4)}" text-anchor="end"
            >${tick(value)}</text
          > `,
    );
