import { classCount, type SampleHistogram } from './class-size.ts';
import { digamma, logGamma } from './gamma.ts';

/** Every third step halves: after so many an interval of doubles is one number, and mostly long before. */
const HALVED = 3;
const MOST_STEPS = 600;

/**
 * Population uniques by the Pitman model (Hoshino 2001, "Applying Pitman's sampling formula to microdata disclosure risk
 * assessment"): theta and alpha of greatest likelihood, uniques = Gamma(theta+1) / Gamma(theta+alpha) * N^alpha. The
 * likelihood is maximised over theta for each alpha, and over alpha along that curve, both between bounds, so that it is
 * found wherever it lies inside. Null where it lies at the edge (no uniques, or nothing but uniques).
 */
export function estimatePitman(h: SampleHistogram): number | null {
  const slope = (alpha: number): number => slopeInAlpha(h, thetaOf(h, alpha), alpha);
  const low = 1e-6;
  const high = 1 - 1e-6;
  if (classCount(h) < 2 || !(slope(low) > 0 && slope(high) < 0)) return null;
  const alpha = findRoot(slope, low, high);
  const theta = thetaOf(h, alpha);
  const uniques = Math.exp(logGamma(theta + 1) - logGamma(theta + alpha) + alpha * Math.log(h.population));
  return Number.isFinite(uniques) ? Math.min(uniques, h.population) : null;
}

/** Theta of greatest likelihood for a given alpha; theta > -alpha. */
function thetaOf(h: SampleHistogram, alpha: number): number {
  const classes = classCount(h);
  const slope = (logShift: number): number => {
    const theta = Math.exp(logShift) - alpha;
    const steps = (digamma(theta / alpha + classes) - digamma(theta / alpha + 1)) / alpha;
    return steps - (digamma(theta + h.sample) - digamma(theta + 1));
  };
  return Math.exp(findRoot(slope, Math.log(1e-12), Math.log(1e12))) - alpha;
}

function slopeInAlpha(h: SampleHistogram, theta: number, alpha: number): number {
  const classes = classCount(h);
  const spread = digamma(theta / alpha + classes) - digamma(theta / alpha + 1);
  const within = h.sizes.reduce(
    (sum, { size, classes: count }) => sum + count * (digamma(size - alpha) - digamma(1 - alpha)),
    0,
  );
  return (classes - 1 - (theta / alpha) * spread) / alpha - within;
}

/**
 * Where a falling function passes zero; an end of the interval where it does not. By the line through both ends, with the
 * height of an end that stays halved (Dowell and Jarratt 1971, the Illinois method), and in between by halving.
 */
function findRoot(f: (x: number) => number, from: number, to: number): number {
  const low: End = { x: from, y: f(from) };
  const high: End = { x: to, y: f(to) };
  if (!(low.y > 0)) return from;
  if (high.y > 0) return to;
  let last: End | null = null;
  for (let i = 0; i < MOST_STEPS; i++) {
    const x = i % HALVED === 0 ? (low.x + high.x) / 2 : crossing(low, high);
    if (x === low.x || x === high.x) break;
    const y = f(x);
    const [moved, kept] = y > 0 ? [low, high] : [high, low];
    if (last === moved) kept.y /= 2;
    last = moved;
    moved.x = x;
    moved.y = y;
  }
  return (low.x + high.x) / 2;
}

interface End {
  x: number;
  y: number;
}

/** Where the line through both ends passes zero; the middle where that is not inside. */
function crossing(low: End, high: End): number {
  const x = low.x + ((high.x - low.x) * low.y) / (low.y - high.y);
  return x > low.x && x < high.x ? x : (low.x + high.x) / 2;
}
