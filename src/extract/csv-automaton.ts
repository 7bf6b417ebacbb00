/** Kinds of bytes by the rules of CSV. */
export const BYTE = { other: 0, delimiter: 1, quote: 2, lineFeed: 3, carriageReturn: 4, zero: 5 } as const;
const KINDS = 6;

/** Where in a row a byte is met: before a value, in one, in quotes, after the quote that may end them, after a CR. */
export const STATE = { before: 0, plain: 1, quoted: 2, closed: 3, returned: 4 } as const;

/** The fault of a carriage return that ends no line. */
export const LONE_RETURN = -3;

const FAULTS = {
  [-1]: 'a quote in a value that does not begin with one',
  [-2]: 'more text after the quote that ends a value',
  [LONE_RETURN]: 'a carriage return that no line feed follows',
  [-4]: 'a zero byte',
} as const;

const { before, plain, quoted, closed, returned } = STATE;

/** The next state by state and kind of byte; below 0 a fault. */
const steps = Int8Array.from(
  [
    [plain, before, quoted, before, returned, -4],
    [plain, before, -1, before, returned, -4],
    [quoted, quoted, closed, quoted, quoted, -4],
    [-2, before, quoted, before, returned, -4],
    [...Array<number>(3).fill(LONE_RETURN), before, LONE_RETURN, LONE_RETURN],
  ].flat(),
);

/** The state after a byte, or below 0 the number of a fault, by RFC 4180 without its licences. */
export const stepOf = (state: number, kind: number): number => steps[state * KINDS + kind] ?? -4;

/** What is wrong, in words without anything of the file. */
export const faultText = (fault: number): string =>
  Object.entries(FAULTS).find(([number]) => Number(number) === fault)?.[1] ??
  'a byte that does not belong there';

/** The kind of each byte in a file with this delimiter. */
export function kindsOfBytes(delimiter: string): Uint8Array {
  const kinds = new Uint8Array(256);
  kinds[delimiter.charCodeAt(0)] = BYTE.delimiter;
  kinds[0x22] = BYTE.quote;
  kinds[0x0a] = BYTE.lineFeed;
  kinds[0x0d] = BYTE.carriageReturn;
  kinds[0] = BYTE.zero;
  return kinds;
}
