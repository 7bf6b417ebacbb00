import type { Cell } from './register-rows.ts';

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Whether a value is a national identifier: eleven digits, both control digits right (mod 11), and a day of a month.
 * D-nummer: 40 added to the day. H-nummer and synthetic numbers: 40 or 80 added to the month. FH-nummer: first digit 8
 * or 9, no date.
 */
export function isIdentifier(value: Cell | undefined): value is string {
  if (typeof value !== 'string' || !/^[0-9]{11}$/.test(value)) return false;
  const [first, second] = controlDigits(value.slice(0, 9));
  return value.slice(9) === `${first}${second}` && (/^[89]/.test(value) || hasDate(value));
}

/** The control digits of the first nine digits; 10 where there is none. */
function controlDigits(nine: string): readonly [number, number] {
  const control = (text: string, weights: string): number => {
    const sum = Array.from(weights, Number).reduce((total, w, i) => total + w * Number(text[i]), 0);
    return (11 - (sum % 11)) % 11;
  };
  const first = control(nine, '376189452');
  return [first, control(nine + String(first), '5432765432')];
}

function hasDate(text: string): boolean {
  const day = Number(text.slice(0, 2)) - (text[0] !== undefined && text[0] >= '4' ? 40 : 0);
  const month = ((Number(text.slice(2, 4)) - 1) % 40) + 1;
  const days = DAYS[month - 1];
  return days !== undefined && day >= 1 && day <= days;
}

/** The first valid identifier that begins with these six digits and has an individual number from `start` on. */
export function makeIdentifier(six: string, start: number): string {
  for (let individual = start; individual < 1000; individual += 1) {
    const nine = six + String(individual).padStart(3, '0');
    const [first, second] = controlDigits(nine);
    const text = `${nine}${first}${second}`;
    if (isIdentifier(text)) return text;
  }
  throw new Error(`no identifier begins with ${six} and has an individual number from ${start} on`);
}
