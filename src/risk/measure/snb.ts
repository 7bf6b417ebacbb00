import { classCount, classesOf, type SampleHistogram } from './class-size.ts';

/** A pair of equations in log(alpha) and logit(beta); zero where both hold. */
type Equations = (x: number, y: number) => readonly [number, number];

const ROUNDS = 200;
const TOLERANCE = 1e-10;
const STARTS: readonly number[] = [-5, -3, -1, 1, 3];

/**
 * Population uniques by the slide negative binomial model (Chen and Keller-McNulty 1998, "Estimation of identification
 * disclosure risk in microdata"): a population class has size 1 + a negative binomial number (alpha, beta), so its generating
 * function is z (beta / (1 - (1-beta) z))^alpha, and in a sample of the fraction f the numbers of classes of one and of two
 * are the first two coefficients of the same at 1 - f + f z. With the number of population classes K estimated after
 * Shlosser (1981; Haas, Naughton, Seshadri and Stokes 1995), both equations give alpha and beta; uniques = K beta^alpha.
 * Null where they have no solution.
 */
export function estimateSnb(h: SampleHistogram): number | null {
  const f = h.sample / h.population;
  const classes = estimateClasses(h, f);
  const equations = compileEquations(classes, f, classesOf(h, 1), classesOf(h, 2));
  if (!(Number.isFinite(classes) && f < 1 && classesOf(h, 1) > 0 && classesOf(h, 2) > 0)) return null;
  for (const x of STARTS)
    for (const y of STARTS) {
      const found = solve(equations, x, y);
      if (found !== null) return classes * inverseLogit(found[1]) ** Math.exp(found[0]);
    }
  return null;
}

function estimateClasses(h: SampleHistogram, f: number): number {
  const sum = (term: (size: number) => number): number =>
    h.sizes.reduce((total, { size, classes }) => total + classes * term(size), 0);
  const unseen = sum((i) => (1 - f) ** i) / sum((i) => i * f * (1 - f) ** (i - 1));
  return classCount(h) + classesOf(h, 1) * unseen;
}

const compileEquations =
  (classes: number, f: number, ones: number, twos: number): Equations =>
  (x, y) => {
    const a = Math.exp(x);
    const b = inverseLogit(y);
    const d = (1 - f) * (1 - b);
    const power = (b / (1 - d)) ** a;
    const one = classes * f * power * (1 + (a * d) / (1 - d));
    const two = (classes * f * f * a * (1 - b) * power * (2 - (1 - a) * d)) / (2 * (1 - d) ** 2);
    return [one / ones - 1, two / twos - 1];
  };

const inverseLogit = (y: number): number => 1 / (1 + Math.exp(-y));

/** Newton's method with numeric derivatives; a step that makes things worse is halved. */
function solve(equations: Equations, x0: number, y0: number): readonly [number, number] | null {
  let [x, y] = [x0, y0];
  for (let round = 0; round < ROUNDS; round++) {
    const [u, v] = equations(x, y);
    if (Math.hypot(u, v) < TOLERANCE) return [x, y];
    const step = stepAt(equations, x, y);
    if (step === null) return null;
    const length = shorten(equations, x, y, step);
    if (length === null) return null;
    x += length * step[0];
    y += length * step[1];
  }
  return null;
}

function stepAt(equations: Equations, x: number, y: number): readonly [number, number] | null {
  const h = 1e-6;
  const [u, v] = equations(x, y);
  const [right, left] = [equations(x + h, y), equations(x - h, y)];
  const [up, down] = [equations(x, y + h), equations(x, y - h)];
  const [ux, vx] = [(right[0] - left[0]) / (2 * h), (right[1] - left[1]) / (2 * h)];
  const [uy, vy] = [(up[0] - down[0]) / (2 * h), (up[1] - down[1]) / (2 * h)];
  const determinant = ux * vy - uy * vx;
  const step = [(uy * v - vy * u) / determinant, (vx * u - ux * v) / determinant] as const;
  return step.every(Number.isFinite) ? step : null;
}

function shorten(equations: Equations, x: number, y: number, step: readonly [number, number]): number | null {
  const now = Math.hypot(...equations(x, y));
  for (let length = Math.min(1, 4 / Math.hypot(...step)); length > 1e-8; length /= 2)
    if (Math.hypot(...equations(x + length * step[0], y + length * step[1])) < now) return length;
  return null;
}
