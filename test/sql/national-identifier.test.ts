import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identifierMacros } from '../../src/sql/dialect.ts';
import { controlDigits, isIdentifier } from './identifiers.ts';

const opened: DuckDBInstance[] = [];
const before: DuckDBConnection[] = [];
const after: DuckDBConnection[] = [];

beforeAll(async () => {
  for (const [connections, day] of [
    [before, '2031-12-31'],
    [after, '2032-01-01'],
  ] as const) {
    const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
    const connection = await instance.connect();
    for (const macro of identifierMacros(day)) await connection.run(macro);
    opened.push(instance);
    connections.push(connection);
  }
});
afterAll(() => {
  for (const instance of opened) instance.closeSync();
});

/** Whether each text is an identifier, to the macro. */
async function ask(
  connections: readonly DuckDBConnection[],
  texts: readonly (string | null)[],
): Promise<boolean[]> {
  const [connection] = connections;
  if (connection === undefined) throw new Error('no connection');
  const reader = await connection.runAndReadAll(
    'SELECT is_identifier(t) FROM (SELECT unnest(from_json($1, \'["VARCHAR"]\')) AS t)',
    [JSON.stringify(texts)],
  );
  return reader.getRows().map(([answer]) => answer === true);
}

/** Numbers from a seed, the same in every run (mulberry32). */
function openChance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const two = (n: number): string => String(n).padStart(2, '0');
const KINDS = [
  { day: 0, month: 0 },
  { day: 40, month: 0 },
  { day: 0, month: 40 },
  { day: 0, month: 80 },
  { day: 40, month: 80 },
];

/** Six digits of a day, which now and then is no day, or of an FH-number. */
function drawSix(chance: (below: number) => number): string {
  if (chance(8) === 0) return `${8 + chance(2)}${two(chance(100))}${String(chance(1000)).padStart(3, '0')}`;
  const kind = KINDS[chance(KINDS.length)] ?? { day: 0, month: 0 };
  const day = chance(6) === 0 ? chance(40) : 1 + chance(31);
  const month = chance(6) === 0 ? chance(20) : 1 + chance(12);
  return `${two((day + kind.day) % 100)}${two((month + kind.month) % 100)}${two(chance(100))}`;
}

/** A candidate: control digits of either rule, sometimes broken, swapped, cut, or written with other characters. */
function drawCandidate(chance: (below: number) => number): string {
  const nine = drawSix(chance) + String(chance(1000)).padStart(3, '0');
  const whole = nine + (controlDigits(nine, chance(2) === 0 ? 0 : chance(4)) ?? '00');
  const at = chance(11);
  const faults = [
    () => whole.slice(0, at) + String(chance(10)) + whole.slice(at + 1),
    () => whole.slice(0, at) + whole.slice(at + 1),
    () => whole + String(chance(10)),
    () => whole.slice(0, at) + (whole[at + 1] ?? '') + (whole[at] ?? '') + whole.slice(at + 2),
    () => whole.slice(0, at) + (['\n', ' ', '-', '.', 'x', '٣'][chance(6)] ?? '') + whole.slice(at + 1),
  ];
  const fault = faults[chance(faults.length * 3)];
  return fault === undefined ? whole : fault();
}

const chance = openChance(20320101);
const candidates = Array.from({ length: 20_000 }, () => drawCandidate(chance));

describe('of 20 000 candidates the SQL takes for identifiers what the rule says', () => {
  it('before 2032, when the first control digit leaves no remainder', async () => {
    const answers = await ask(before, candidates);
    const wrong = candidates.filter((text, i) => answers[i] !== isIdentifier(text, false));
    expect(wrong).toEqual([]);
    expect(answers.filter(Boolean).length).toBeGreaterThan(3_000);
    expect(answers.filter((answer) => !answer).length).toBeGreaterThan(3_000);
  });
  it('from 2032 on, when it may leave 0 to 3', async () => {
    const answers = await ask(after, candidates);
    expect(candidates.filter((text, i) => answers[i] !== isIdentifier(text, true))).toEqual([]);
    const earlier = await ask(before, candidates);
    expect(answers.filter(Boolean).length).toBeGreaterThan(earlier.filter(Boolean).length);
  });
});

const valid = (six: string): string => {
  for (let n = 100; ; n++) {
    const digits = controlDigits(`${six}${n}`);
    if (digits !== null) return `${six}${n}${digits}`;
  }
};

describe('an identifier is', () => {
  it.each([
    ['a fødselsnummer', valid('310170')],
    ['a D-number, day +40', valid('710170')],
    ['an H-number, month +40', valid('015270')],
    ['a synthetic number, month +80', valid('019270')],
    ['a synthetic D-number', valid('719270')],
    ['an FH-number, first digit 8', valid('899999')],
    ['an FH-number, first digit 9', valid('900000')],
    ['a number of 29 February in a leap year', valid('290204')],
    ['a number of 29 February of a year 00, since 2000 had one', valid('290200')],
  ])('%s', async (_, text) => {
    expect(await ask(before, [text])).toEqual([true]);
  });
});

describe('no identifier is', () => {
  it.each([
    ['a missing value', null],
    ['an empty text', ''],
    ['a number of the day 00', valid('000170')],
    ['a number of the day 32', valid('320170')],
    ['a number of the day 72', valid('720170')],
    ['a number of 31 April', valid('310470')],
    ['a number of 30 February', valid('300204')],
    ['a number of 29 February in another year', valid('290203')],
    ['a number of the month 13', valid('011370')],
    ['a number of the month 93', valid('019370')],
    ['a number in Arabic digits', valid('310170').replaceAll('1', '١')],
    ['a number with white space around it', ` ${valid('310170')}`],
    ['a number that has lost its leading zero', valid('010170').slice(1)],
    ['six digits and a shorter number between line breaks', '010170\n123\n'],
    ['a signed number', `+${valid('310170').slice(1)}`],
    ['eleven zeros', '00000000000'],
  ])('%s', async (_, text) => {
    expect(await ask(before, [text])).toEqual([false]);
    expect(await ask(after, [text])).toEqual([false]);
  });
});
