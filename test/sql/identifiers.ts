/** Control digits of nine digits, computed apart from the program's own SQL; null where one of them would be 10. */
export function controlDigits(nine: string, remainder = 0): string | null {
  const d = Array.from(nine, Number);
  const sum = (weights: readonly number[], digits: readonly number[]): number =>
    weights.reduce((total, weight, i) => total + weight * (digits[i] ?? 0), 0);
  const first = (22 + remainder - (sum([3, 7, 6, 1, 8, 9, 4, 5, 2], d) % 11)) % 11;
  const second = (11 - (sum([5, 4, 3, 2, 7, 6, 5, 4, 3, 2], [...d, first]) % 11)) % 11;
  return first === 10 || second === 10 ? null : `${first}${second}`;
}

/** Whether eleven digits have right control digits, checked the other way: by the remainders of the weighted sums. */
function hasControlDigits(text: string, wider: boolean): boolean {
  const d = Array.from(text, Number);
  const remainderOf = (weights: readonly number[]): number =>
    weights.reduce((total, weight, i) => total + weight * (d[i] ?? 0), 0) % 11;
  const first = remainderOf([3, 7, 6, 1, 8, 9, 4, 5, 2, 1]);
  return (wider ? first <= 3 : first === 0) && remainderOf([5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) === 0;
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isDate(day: number, month: number, year: number): boolean {
  const leap = month === 2 && year % 4 === 0 ? 1 : 0;
  return day >= 1 && day <= (DAYS[month - 1] ?? 0) + leap;
}

/** The rule of national identifiers in plain words: eleven digits, a date or a first digit 8 or 9, two control digits. */
export function isIdentifier(text: string, wider: boolean): boolean {
  if (!/^[0-9]{11}$/.test(text) || !hasControlDigits(text, wider)) return false;
  if (text.startsWith('8') || text.startsWith('9')) return true;
  const [day = 0, month = 0, year = 0] = [text.slice(0, 2), text.slice(2, 4), text.slice(4, 6)].map(Number);
  const ownDay = day > 40 ? day - 40 : day;
  const ownMonth = month > 80 ? month - 80 : month > 40 ? month - 40 : month;
  return isDate(ownDay, ownMonth, year);
}

const names = new Map<string, string>();

/**
 * The identifier that a name in a drawing stands for, always the same. `Kari` has a fødselsnummer; `Kari:D` is a D-number,
 * and every other name with a colon an identifier of its own. Text behind `!` stands for itself.
 */
export function identifierOf(name: string): string {
  if (name.startsWith('!')) return name.slice(1);
  const known = names.get(name);
  if (known !== undefined) return known;
  const day = String((names.size % 9) + (name.endsWith(':D') ? 41 : 1)).padStart(2, '0');
  for (let individual = 100 + names.size; ; individual++) {
    const nine = `${day}0670${individual}`;
    const digits = controlDigits(nine);
    if (digits === null || [...names.values()].includes(nine + digits)) continue;
    names.set(name, nine + digits);
    return nine + digits;
  }
}

/** The name that an identifier was drawn under. */
export const nameOf = (identifier: string): string =>
  [...names].find(([, drawn]) => drawn === identifier)?.[0] ?? `!${identifier}`;
