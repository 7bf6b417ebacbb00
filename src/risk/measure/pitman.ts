import { classCount, type SampleHistogram } from './class-size.ts';
import { digamma, logGamma } from './gamma.ts';

/** Halvings after which an interval of doubles is one number. */
const HALVINGS = 200;

/**
 * Population uniques by the Pitman model (Hoshino 2001, "Applying Pitman's sampling formula to microdata disclosure risk
 * assessment"): theta and alpha of greatest likelihood, uniques = Gamma(theta+1) / Gamma(theta+alpha) * N^alpha. The
 * likelihood is maximised over theta for each alpha, and over alpha along that curve, both by halving, so that it is found
 * wherever it lies inside. Null where it lies at the edge (no uniques, or nothing but uniques).
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

/** Where a falling function passes zero; an end of the interval where it does not. */
function findRoot(f: (x: number) => number, from: number, to: number): number {
  let low = from;
  let high = to;
  for (let i = 0; i < HALVINGS && low < high; i++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (f(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
