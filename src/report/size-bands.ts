import type { SizeBand } from '../artifacts/risk-report.ts';

/** First sizes of the bands in which class sizes are shown. */
const starts = [1, 2, 3, 5, 10, 20, 50, 100, 1000] as const;

interface ClassSize {
  readonly size: number;
  readonly classes: number;
  readonly persons: number;
}

/**
 * Class sizes in bands of which none holds persons but fewer than `limit`: such a band is put together with the next one,
 * the last one with the one before. Persons are rounded to a multiple of
 * `limit`, so that neither a band nor the sum of them tells a few from a total. Empty where all together are too few.
 */
export function bandSizes(sizes: readonly ClassSize[], limit: number): readonly SizeBand[] {
  const bands = starts.map((fra, i) => fill(sizes, fra, (starts[i + 1] ?? Infinity) - 1));
  const merged: SizeBand[] = [];
  let open: SizeBand | null = null;
  for (const next of bands) {
    const band: SizeBand = open === null ? next : join(open, next);
    open = band.personer === 0 || band.personer >= limit ? null : band;
    if (open === null && band.personer > 0) merged.push(band);
  }
  if (open === null) return merged.map((band) => rounded(band, limit));
  const last = merged.pop();
  return last === undefined ? [] : [...merged, join(last, open)].map((band) => rounded(band, limit));
}

const rounded = (band: SizeBand, limit: number): SizeBand => ({
  ...band,
  personer: Math.round(band.personer / limit) * limit,
});

function fill(sizes: readonly ClassSize[], fra: number, til: number): SizeBand {
  const within = sizes.filter(({ size }) => size >= fra && size < til + 1);
  const sum = (of: 'classes' | 'persons'): number => within.reduce((total, s) => total + s[of], 0);
  return { fra, til: til === Infinity ? null : til, klasser: sum('classes'), personer: sum('persons') };
}

const join = (a: SizeBand, b: SizeBand): SizeBand => ({
  fra: a.fra,
  til: b.til,
  klasser: a.klasser + b.klasser,
  personer: a.personer + b.personer,
});
