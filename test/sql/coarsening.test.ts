import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WrittenVariable } from './decision.ts';
import { useScenes } from './scene.ts';

const open = useScenes();

type Minimering = NonNullable<WrittenVariable['minimering']>;
type Cells = readonly (string | null)[];

/** A variable with values to draw from, and ways to coarsen it, each coarser than the one before. */
interface Chain {
  readonly navn: string;
  readonly value: fc.Arbitrary<string>;
  readonly levels: readonly Minimering[];
}

const letters = (text: string): fc.Arbitrary<string> => fc.constantFrom(...Array.from(text));
const digits = (count: number): fc.Arbitrary<string> =>
  fc.nat(10 ** count - 1).map((n) => String(n).padStart(count, '0'));
const joined = (...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((texts) => texts.join(''));
const day = (from: string, to: string): fc.Arbitrary<string> =>
  fc
    .date({ min: new Date(from), max: new Date(to), noInvalidDate: true })
    .map((d) => d.toISOString().slice(0, 10));

const kode = (...levels: readonly Extract<Minimering, { type: 'kode' }>['nivaa'][]): Minimering[] =>
  levels.map((nivaa) => ({ type: 'kode', nivaa }));
const dato = (...levels: readonly ('maaned' | 'kvartal' | 'aar')[]): Minimering[] =>
  levels.map((nivaa) => ({ type: 'dato', nivaa }));
const PER = '2024-06-01';

const chains: readonly Chain[] = [
  {
    navn: 'diagnose',
    value: joined(letters('ABCDIZ'), digits(2), fc.constantFrom('', '9', '.1')),
    levels: kode('kategori', 'blokk', 'kapittel'),
  },
  { navn: 'diagnose', value: joined(letters('CDI'), digits(2), letters('019')), levels: kode(4, 3, 2, 1) },
  {
    navn: 'atc',
    value: joined(letters('AC'), fc.constantFrom('01', '07'), letters('AB'), letters('AB'), digits(2)),
    levels: kode(5, 4, 3, 2, 1),
  },
  {
    navn: 'icpc',
    value: joined(letters('ADL'), digits(2), fc.constantFrom('', '.0001')),
    levels: kode('kode', 'kapittel'),
  },
  {
    navn: 'inngrep',
    value: joined(letters('JK'), letters('AB'), letters('AB'), digits(2)),
    levels: kode('kategori', 'blokk', 'kapittel'),
  },
  { navn: 'dag', value: day('2015-01-01', '2024-12-31'), levels: dato('maaned', 'kvartal', 'aar') },
  {
    navn: 'foedselsdato',
    value: day('1930-01-01', '2019-12-31'),
    levels: [1, 5, 10].map((bredde) => ({ type: 'aldersgruppe', ved: '2020-01-01', bredde, topp: 90 })),
  },
  {
    navn: 'foedselsdato',
    value: day('1930-01-01', '2019-12-31'),
    levels: [1, 5, 10].map((bredde) => ({ type: 'foedselsaar', bredde })),
  },
  {
    navn: 'kommune',
    value: fc.constantFrom('0301', '1103', '1567', '1804', '4601', '5001', '3005', '1507', '15', '9999'),
    levels: [
      { type: 'fylke', per: PER },
      { type: 'region', inndeling: 'landsdel', per: PER },
    ],
  },
  {
    navn: 'antall',
    value: fc.integer({ min: -5, max: 130 }).map(String),
    levels: [[0, 10, 20, 30, 100], [10, 30, 100], [30]].map((grenser) => ({ type: 'intervall', grenser })),
  },
  {
    navn: 'antall',
    value: fc.integer({ min: -5, max: 130 }).map(String),
    levels: [100, 50, 10].map((topp) => ({ type: 'toppkode', topp })),
  },
];

/** What each of some minimisations of one variable makes of values, in the order of the values. */
async function coarsen(navn: string, levels: readonly Minimering[], values: Cells): Promise<Cells[]> {
  const other = navn === 'dag' ? 'tid' : 'dag';
  const rows = values.map((value, i) => `| Person ${i} | ${value ?? ''} | 2024-05-05 |`);
  const variabler = levels.map((minimering, i) => ({ navn, som: `nivaa${i}`, minimering }));
  const scene = await open({
    said: { registre: [{ ugyldig: 'tom', variabler }] },
    tables: { 'proeve.maaling': [`| foedselsnummer | ${navn} | ${other} |`, ...rows].join('\n') },
  });
  await scene.key();
  const { sql } = await scene.stage();
  const delivered = new Map((await scene.delivered(sql)).map(([person, ...cells]) => [person, cells]));
  return values.map((_, i) => delivered.get(`Person ${i}`) ?? []);
}

describe('a coarser level', () => {
  it.each(chains)(
    'of $navn never tells apart two values that a finer one merges (from $levels.0)',
    ({ navn, value, levels }) =>
      fc.assert(
        fc.asyncProperty(fc.array(value, { minLength: 20, maxLength: 40 }), async (values) => {
          const rows = await coarsen(navn, levels, values);
          levels.slice(1).forEach((_, coarser) => {
            const becomes = new Map<string, string | null>();
            for (const row of rows) {
              const [fine, coarse] = [row[coarser] ?? null, row[coarser + 1] ?? null];
              if (fine === null) continue;
              expect(becomes.get(fine) ?? coarse).toBe(coarse);
              becomes.set(fine, coarse);
            }
          });
          expect(rows.some((row) => row.every((cell) => cell !== null))).toBe(true);
        }),
        { numRuns: 2 },
      ),
  );
});

/** Minimisations whose values are values of the variable, by the variable. */
const repeatable: readonly (readonly [navn: string, value: fc.Arbitrary<string>, minimering: Minimering])[] =
  [
    ['antall', fc.integer({ min: -50, max: 500 }).map(String), { type: 'avrund', til: 10 }],
    ['maal', fc.integer({ min: -50, max: 500 }).map((n) => String(n / 8)), { type: 'avrund', til: 2.5 }],
    ['antall', fc.integer({ min: -50, max: 500 }).map(String), { type: 'toppkode', topp: 30 }],
    ['antall', fc.integer({ min: -50, max: 500 }).map(String), { type: 'bunnkode', bunn: 3 }],
    ...dato('maaned', 'kvartal', 'aar').map((m) => ['dag', day('2015-01-01', '2024-12-31'), m] as const),
    ['diagnose', joined(letters('CDI'), digits(2), letters('019')), { type: 'kode', nivaa: 'kategori' }],
    ...kode(1, 2, 3, 4, 5).map(
      (m) =>
        [
          'atc',
          joined(letters('AC'), fc.constant('07'), letters('AB'), letters('AB'), digits(2)),
          m,
        ] as const,
    ),
    [
      'icpc',
      joined(letters('ADL'), digits(2), fc.constantFrom('', '.0001')),
      { type: 'kode', nivaa: 'kode' },
    ],
    ['tekst', letters('abcdefgh'), { type: 'sjelden', minst: 4 }],
  ];

describe('coarsening again', () => {
  it.each(repeatable.map(([navn, value, minimering]) => ({ navn, value, minimering })))(
    'changes nothing: $navn with $minimering',
    ({ navn, value, minimering }) =>
      fc.assert(
        fc.asyncProperty(fc.array(value, { minLength: 15, maxLength: 30 }), async (values) => {
          const once = (await coarsen(navn, [minimering], values)).map(([cell = null]) => cell);
          const twice = (await coarsen(navn, [minimering], once)).map(([cell = null]) => cell);
          expect(twice).toEqual(once);
        }),
        { numRuns: 1 },
      ),
  );
});
