/** SQL of the ten digits before the last, or fewer, from two-digit and three-digit parts. */
interface Parts {
  readonly day: string;
  readonly month: string;
  readonly year: string;
  readonly individual: string;
}

const firstWeights = [3, 7, 6, 1, 8, 9, 4, 5, 2] as const;
const secondWeights = [5, 4, 3, 2, 7, 6, 5, 4, 3] as const;

function digitsOf({ day, month, year, individual }: Parts): string[] {
  const pair = (x: string) => [`(${x} // 10)`, `(${x} % 10)`];
  return [
    ...pair(day),
    ...pair(month),
    ...pair(year),
    `(${individual} // 100)`,
    `(${individual} // 10 % 10)`,
    `(${individual} % 10)`,
  ];
}

const weighted = (digits: readonly string[], weights: readonly number[]): string =>
  digits.map((digit, i) => `${weights[i] ?? 0} * ${digit}`).join(' + ');

/** SQL of the first control digit by modulo 11; 10 means that no such number exists. */
export function firstControlDigit(parts: Parts): string {
  return `((11 - (${weighted(digitsOf(parts), firstWeights)}) % 11) % 11)`;
}

/** SQL of the second control digit by modulo 11, given the first; 10 means that no such number exists. */
export function secondControlDigit(parts: Parts, first: string): string {
  return `((11 - (${weighted(digitsOf(parts), secondWeights)} + 2 * ${first}) % 11) % 11)`;
}

/** SQL of the eleven characters. */
export function identifierText(
  { day, month, year, individual }: Parts,
  first: string,
  second: string,
): string {
  const leading = `${day}::BIGINT * 1000000000 + ${month} * 10000000 + ${year} * 100000`;
  return `lpad((${leading} + ${individual} * 100 + ${first} * 10 + ${second})::VARCHAR, 11, '0')`;
}
