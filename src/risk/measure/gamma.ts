/** Below this, the recurrences carry the argument up to where the asymptotic series hold. */
const ASYMPTOTIC = 15;

/** Natural logarithm of the gamma function for x > 0 (Abramowitz and Stegun 6.1.15 and 6.1.41). */
export function logGamma(x: number): number {
  let product = 1;
  let y = x;
  for (; y < ASYMPTOTIC; y++) product *= y;
  const z = 1 / (y * y);
  const series =
    1 / 12 - z * (1 / 360 - z * (1 / 1260 - z * (1 / 1680 - z * (1 / 1188 - z * (691 / 360360)))));
  return (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + series / y - Math.log(product);
}

/** Derivative of `logGamma` for x > 0 (Abramowitz and Stegun 6.3.5 and 6.3.18). */
export function digamma(x: number): number {
  let sum = 0;
  let y = x;
  for (; y < ASYMPTOTIC; y++) sum += 1 / y;
  const z = 1 / (y * y);
  const series = z * (1 / 12 - z * (1 / 120 - z * (1 / 252 - z * (1 / 240 - z * (1 / 132)))));
  return Math.log(y) - 0.5 / y - series - sum;
}
