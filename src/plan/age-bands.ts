/** Ages above this are taken for errors. */
const OLDEST = 130;

export interface AgeBand {
  readonly from: number;
  readonly label: string;
}

/**
 * Bands of completed years, the first from 0, the last open: bands of equal width from 0, or from the bounds given.
 * Everything below `bunn` is one band, everything from `topp` on another.
 */
export function ageBands(spec: {
  readonly bredde?: number | undefined;
  readonly grenser?: readonly number[] | undefined;
  readonly bunn?: number | undefined;
  readonly topp?: number | undefined;
}): AgeBand[] {
  const all = spec.grenser ?? everyWidth(spec.bredde ?? OLDEST);
  const inside = all.filter((from) => from > (spec.bunn ?? 0) && from < (spec.topp ?? OLDEST + 1));
  const starts = [...new Set([0, spec.bunn ?? 0, ...inside, spec.topp ?? 0])];
  return starts.map((from, i) => ({ from, label: label(from, starts[i + 1]) }));
}

const everyWidth = (width: number): number[] =>
  Array.from({ length: Math.floor(OLDEST / width) }, (_, i) => (i + 1) * width);

function label(from: number, next: number | undefined): string {
  if (next === undefined) return `${from}+`;
  return next - 1 === from ? `${from}` : `${from}-${next - 1}`;
}
