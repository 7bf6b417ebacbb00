import { describe, expect, it } from 'vitest';
import { scanForLeaks } from '../../src/risk/leak-scan.ts';
import type { Problem } from '../../src/errors/problem.ts';
import { controlDigits, identifierOf } from './identifiers.ts';
import { problemsOf } from './problems.ts';
import { useScenes } from './scene.ts';

const open = useScenes();

/** What the scan finds in one delivered column whose rows hold these cells. */
async function scan(
  navn: 'tekst' | 'antall' | 'maal' | 'diagnose',
  cells: readonly string[],
): Promise<readonly Problem[]> {
  const rows = cells.map((cell) => `| Kari | ${cell} |`).join('\n');
  const scene = await open({
    tables: { 'proeve.maaling': `| foedselsnummer | ${navn} |\n${rows}` },
    said: { registre: [{ ugyldig: 'tom', variabler: [{ navn }] }] },
  });
  await scene.key();
  const { sql } = await scene.stage();
  return problemsOf(() => scanForLeaks(scene.engine, sql));
}

const kindsOf = (problems: readonly Problem[]): string[] =>
  problems.map(({ got }) => got.replace(/^\d+ values that hold /, ''));

const VALID = identifierOf('Somebody else');
const spaced = `${VALID.slice(0, 6)} ${VALID.slice(6)}`;
const IDENTIFIER = 'a valid national identifier';

describe('a text is stopped that holds a valid identifier', () => {
  it.each([
    ['alone', VALID],
    ['inside words', `pasienten ${VALID} møtte`],
    ['against letters', `fnr${VALID}x`],
    ['with a space', `født ${spaced}`],
    ['with an unbreakable space', spaced.replace(' ', '\u00a0')],
    ['with a full stop or a hyphen', spaced.replace(' ', '-')],
    ['in a longer run of digits', `9${VALID}00`],
    ['behind other digits and a space', `111111 ${spaced}`],
    ['as the second of two', `12345678901 ${VALID}`],
    ['among characters of several bytes', `æøå😀${VALID}`],
  ])('%s', async (_, cell) => {
    const problems = await scan('tekst', ['uten funn', cell]);
    expect(kindsOf(problems)).toContain(IDENTIFIER);
    expect(problems[0]).toMatchObject({
      code: 'run.leak',
      at: 'proeve.maaling.tekst',
      got: expect.stringMatching(/^1 /) as string,
    });
  });

  it.each([
    ['D-number', '410170'],
    ['H-number', '014170'],
    ['synthetic number with month +80', '018170'],
    ['FH-number', '812345'],
  ])('a %s is one', async (_, six) => {
    const nine = [100, 101, 102, 103, 104, 105]
      .map((n) => `${six}${n}`)
      .find((n) => controlDigits(n) !== null);
    expect(kindsOf(await scan('tekst', [`x ${nine}${controlDigits(nine ?? '')}`]))).toEqual([IDENTIFIER]);
  });
});

it('a text is stopped that equals an identifier of the population, and is told as such', async () => {
  const kinds = kindsOf(await scan('tekst', [identifierOf('Kari')]));
  expect(kinds).toEqual([IDENTIFIER, 'an identifier of the population']);
});

describe('a number is stopped that is a valid identifier', () => {
  it('as a whole number', async () => {
    expect(kindsOf(await scan('antall', [VALID]))).toEqual([IDENTIFIER]);
  });
  it('as a decimal number', async () => {
    expect(kindsOf(await scan('maal', [VALID]))).toEqual([IDENTIFIER]);
  });
  it('as one that has lost its leading zero', async () => {
    const kari = identifierOf('Kari');
    expect(kari.startsWith('0')).toBe(true);
    expect(kindsOf(await scan('antall', [kari.slice(1)]))).toEqual([
      IDENTIFIER,
      'an identifier of the population',
    ]);
  });
});

describe('a text is stopped that holds a way to reach a person', () => {
  it.each(['ola.nordmann@sykehus.no', 'skriv til <a+b@x.co>', 'kåre@blåbær.no'])(
    'e-mail: %s',
    async (cell) => {
      expect(kindsOf(await scan('tekst', [cell]))).toEqual(['an e-mail address']);
    },
  );
  it.each([
    '22334455',
    'tlf. 22 33 44 55',
    'mobil 912 34 567, ring',
    '+4722334455',
    '+47 22 33 44 55',
    '0047 91234567',
    '+47 2233 4455',
    '91\u00a023\u00a045\u00a067',
  ])('telephone: %s', async (cell) => {
    expect(kindsOf(await scan('tekst', [cell]))).toEqual(['a telephone number']);
  });
});

describe('nothing is made of', () => {
  it.each([
    ['diagnoses', 'C509;I21.9;E11'],
    ['ATC codes', 'C07AB02'],
    ['six digits', '123456'],
    ['an organisation number', '983974899'],
    ['dates', '2020-01-31; 31.12.2020, 20.01.20 14:30'],
    ['years', '2020 2021 2022 2023'],
    ['eleven digits without right control digits', '12345678901'],
    ['an identifier cut short', VALID.slice(0, 10)],
    ['digits further apart', `${VALID.slice(0, 6)} , ${VALID.slice(6)}`],
    ['an at sign alone', 'a @ b, @ingen, 3@'],
    ['eight digits that no telephone has', '12345678'],
    ['digits within a code', 'A22334455B'],
  ])('%s', async (_, cell) => {
    expect(await scan('tekst', [cell])).toEqual([]);
  });
  it('numbers of other sizes', async () => {
    expect(await scan('antall', ['0', '-1', '983974899', '12345678901', '123456789012', '20200131'])).toEqual(
      [],
    );
    expect(await scan('maal', ['0.5', `${VALID}.5`, '1e300', '-12345678901'])).toEqual([]);
  });
});

it('each column is told once a kind, with the count of its values, and none of them', async () => {
  const problems = await scan('tekst', [VALID, `x${VALID}`, 'a@b.no']);
  expect(problems.map(({ code, at, got }) => ({ code, at, got }))).toEqual([
    { code: 'run.leak', at: 'proeve.maaling.tekst', got: `2 values that hold ${IDENTIFIER}` },
    { code: 'run.leak', at: 'proeve.maaling.tekst', got: '1 values that hold an e-mail address' },
  ]);
  expect(JSON.stringify(problems)).not.toContain(VALID.slice(0, 6));
});
