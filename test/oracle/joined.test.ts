import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decisionOn, listed, persons, registersOf, row } from './named-case.ts';
import type { ReadPart } from './read-package.ts';
import type { Cell, Registers, Row } from './register-rows.ts';
import { runInPasses } from './run-in-passes.ts';
import { inCase, layOut, openWorkshop, planOf, runPrepare, type Workshop } from './workshop.ts';

let shop: Workshop;

beforeAll(async () => {
  shop = await openWorkshop();
});

afterAll(() => shop.close());

const PEOPLE = persons(14);
const TABLES = {
  'freg.person': ['kjoenn', 'foedeland'],
  'npr.episode': ['kjoenn', 'hoveddiagnose', 'liggetid'],
  'dar.doedsfall': ['kjoenn', 'underliggende_aarsak'],
} as const;
type Name = keyof typeof TABLES;

/** The three tables; names that several of them have get their register in front. */
const COLUMNS = [
  ...['loepenummer', 'freg_kjoenn', 'foedeland'],
  ...['npr_kjoenn', 'hoveddiagnose', 'liggetid'],
  ...['dar_kjoenn', 'underliggende_aarsak'],
];

const QUASI = [
  ...['freg.person.kjoenn', 'freg.person.foedeland', 'npr.episode.hoveddiagnose'],
  'dar.doedsfall.underliggende_aarsak',
];
/** Where they stand among the cells behind the løpenummer. */
const QUASI_AT = [0, 1, 3, 6];

const decisionWith = (anonymitet: object, more: object = {}) =>
  decisionOn(
    Object.entries(TABLES).map(([name, columns]) => {
      const [register, tabell] = name.split('.');
      return { register, tabell, variabler: columns.map((column) => listed(column)) };
    }),
    {
      utvalg: {
        kilder: Object.keys(TABLES).map((name) => ({
          register: name.split('.')[0],
          tabell: name.split('.')[1],
        })),
        kombiner: 'union',
      },
      kobling: {
        ...{ modell: 'sentralisert', variant: 'b', filform: 'sammenstilt' },
        loepenummer: { metode: 'tilfeldig' },
      },
      anonymitet: { kvasi: QUASI, maksUndertrykking: 1, vedBrudd: 'undertrykk', ...anonymitet },
      ...more,
    },
  );

const cells = {
  kjoenn: ['1', '2', null],
  foedeland: ['NOR', 'SWE'],
  hoveddiagnose: ['C50', 'F20'],
  liggetid: [1, 2],
  underliggende_aarsak: ['I219'],
} satisfies Readonly<Record<string, readonly Cell[]>>;

const rowOf = (name: Name) =>
  fc.record(
    Object.fromEntries(TABLES[name].map((column) => [column, fc.constantFrom<Cell>(...cells[column])])),
  );

/** Of each person: a row or none in the tables with one row a person, and up to three episodes. */
const drawnPeople = fc.tuple(
  ...PEOPLE.map(() =>
    fc.record({
      'freg.person': fc.option(rowOf('freg.person'), { freq: 9 }),
      'npr.episode': fc.array(rowOf('npr.episode'), { maxLength: 3 }),
      'dar.doedsfall': fc.option(rowOf('dar.doedsfall')),
    }),
  ),
);
type People = typeof drawnPeople extends fc.Arbitrary<infer T> ? T : never;

function registersWith(people: People): Registers {
  const rows = (name: Name): Row[] =>
    people.flatMap((person, i) => [person[name] ?? []].flat().map((one) => row(PEOPLE[i] ?? '', one)));
  return registersOf({
    'freg.person': rows('freg.person'),
    'npr.episode': rows('npr.episode'),
    'dar.doedsfall': rows('dar.doedsfall'),
  });
}

interface JoinedRow {
  readonly person: string;
  readonly cells: readonly Cell[];
}

/** The joined rows, worked out person by person. */
function joinByHand(people: People): JoinedRow[] {
  const cellsOf = (name: Name, one: Row | null): Cell[] =>
    TABLES[name].map((column) => one?.[column] ?? null);
  return people.flatMap((person, i) => {
    const { 'freg.person': freg, 'npr.episode': npr, 'dar.doedsfall': dar } = person;
    if (freg === null && npr.length === 0 && dar === null) return [];
    const episodes = npr.length === 0 ? [null] : npr;
    return episodes.map((episode) => ({
      person: PEOPLE[i] ?? '',
      cells: [
        ...cellsOf('freg.person', freg),
        ...cellsOf('npr.episode', episode),
        ...cellsOf('dar.doedsfall', dar),
      ],
    }));
  });
}

/** Takes out whoever has a row in a class of fewer than k persons, until there is none. */
function suppressByHand(rows: readonly JoinedRow[], k: number): readonly JoinedRow[] {
  const classOf = (r: JoinedRow): string => JSON.stringify(QUASI_AT.map((at) => r.cells[at]));
  const members = new Map<string, Set<string>>();
  for (const r of rows) members.set(classOf(r), (members.get(classOf(r)) ?? new Set()).add(r.person));
  const small = new Set([...members.values()].filter((set) => set.size < k).flatMap((set) => [...set]));
  return small.size === 0
    ? rows
    : suppressByHand(
        rows.filter((r) => !small.has(r.person)),
        k,
      );
}

const shown = (rows: readonly (readonly Cell[])[]): string[] => rows.map((r) => JSON.stringify(r)).sort();

const foundIn = (parts: readonly ReadPart[]): string[] =>
  shown(parts.flatMap((part) => part.rows.map(({ number, cells: held }) => [number, ...held])));

describe('a file already joined', () => {
  it('has a row for each episode with what the person has in the other tables, and no class below k over all of them', async () => {
    let delivered = 0;
    await fc.assert(
      fc.asyncProperty(drawnPeople, fc.constantFrom(2, 3), async (people, k) => {
        const byHand = joinByHand(people);
        const expected = suppressByHand(byHand, k);
        if (
          expected.length === 0 ||
          ['npr.episode', 'dar.doedsfall', 'freg.person'].some(
            (name) => registersWith(people).tables[name]?.length === 0,
          )
        )
          return;
        delivered += 1;
        await inCase(shop, decisionWith({ k }), registersWith(people), async (of) => {
          await layOut(of, 'one file');
          const run = await runPrepare(of, 'one file');
          if ('codes' in run) throw new Error(run.codes.join());
          const { numbers } = await of.readKey();
          const sought = shown(expected.map((r) => [numbers.get(r.person) ?? '', ...r.cells]));
          const { parts, contents } = run.delivery;
          expect(parts.map((part) => [part.name, part.columns])).toEqual(
            parts.map(() => ['sammenstilt.fil', COLUMNS]),
          );
          expect(foundIn(parts)).toEqual(sought);
          expect(contents.personer).toBe(new Set(expected.map((r) => r.person)).size);
          const kept = new Set(expected.map((r) => r.person));
          const rowsOf = (name: Name): number =>
            people.flatMap((p, i) => (kept.has(PEOPLE[i] ?? '') ? [p[name] ?? []].flat() : [])).length;
          expect(run.result.rows).toEqual({
            'sammenstilt.fil': expected.length,
            'freg.person': rowsOf('freg.person'),
            'npr.episode': rowsOf('npr.episode'),
            'dar.doedsfall': rowsOf('dar.doedsfall'),
          });
          expect(run.result.risk?.suppressedRows).toBe(byHand.length - expected.length);
          if (delivered > 1) return;
          const inPasses = await runInPasses(of, await plannedOf(of));
          if ('codes' in inPasses) throw new Error(inPasses.codes.join());
          expect(foundIn(inPasses)).toEqual(sought);
        });
      }),
      { numRuns: 4, seed: 4 },
    );
    expect(delivered).toBeGreaterThan(2);
  }, 60_000);

  const plannedOf = (of: Parameters<typeof planOf>[0]) => planOf(of, 'one file');
  const calm = PEOPLE.map((person) => ({
    freg: row(person, { kjoenn: '1', foedeland: 'NOR' }),
    npr: row(person, { kjoenn: '1', hoveddiagnose: 'C50', liggetid: 1 }),
    dar: row(person, { kjoenn: '1', underliggende_aarsak: 'I219' }),
  }));
  const calmRegisters = (more: readonly Row[] = []): Registers =>
    registersOf({
      'freg.person': [...calm.map((p) => p.freg), ...more],
      'npr.episode': calm.map((p) => p.npr),
      'dar.doedsfall': calm.map((p) => p.dar),
    });
  const codesOf = (
    decision: Parameters<typeof inCase>[1],
    registers: Registers,
  ): Promise<readonly string[]> =>
    inCase(shop, decision, registers, async (of) => {
      await layOut(of, 'one file');
      const run = await runPrepare(of, 'one file');
      return 'codes' in run ? run.codes : [];
    });

  it('is refused where a person has two rows in a table that should have one', async () => {
    const twice = [row(PEOPLE[0] ?? '', { kjoenn: '2', foedeland: 'NOR' })];
    expect(await codesOf(decisionWith({ k: 2 }), calmRegisters())).toEqual([]);
    expect(await codesOf(decisionWith({ k: 2 }), calmRegisters(twice))).toEqual(['run.joined-several']);
  });

  it('is refused where two tables can have several rows a person', async () => {
    const registre = ['npr.episode', 'lmr.utlevering'].map((name) => {
      const [register, tabell] = name.split('.');
      return { register, tabell, variabler: [listed('kjoenn')] };
    });
    const kobling = {
      ...{ modell: 'sentralisert', variant: 'b', filform: 'sammenstilt' },
      loepenummer: { metode: 'tilfeldig' },
    };
    const registers = registersOf({
      'npr.episode': calm.map((p) => p.npr),
      'lmr.utlevering': PEOPLE.map((person) => row(person, { kjoenn: '1' })),
    });
    const anonymitet = { k: 2, kvasi: ['npr.episode.kjoenn'] };
    expect(await codesOf(decisionOn(registre, { kobling, anonymitet }), registers)).toEqual([
      'plan.joined-several',
    ]);
  });

  it('is told of in the codebook with the table that each column is from, and in the record by register', async () => {
    await inCase(shop, decisionWith({ k: 2 }), calmRegisters(), async (of) => {
      await layOut(of, 'one file');
      const run = await runPrepare(of, 'one file');
      expect('codes' in run ? run.codes : []).toEqual([]);
      const documents = join(of.folder, 'klartekst one file');
      const codebook = readFileSync(join(documents, 'dokumentasjon', 'kodebok.html'), 'utf8');
      for (const column of COLUMNS) expect(codebook).toContain(`<code>${column}</code>`);
      expect(codebook).toContain('npr.episode: ');
      const data = JSON.parse(readFileSync(join(documents, 'datapackage.json'), 'utf8')) as {
        resources: { name: string; schema: { fields: { name: string }[] } }[];
      };
      expect(data.resources.map((r) => [r.name, r.schema.fields.map((f) => f.name)])).toEqual([
        ['sammenstilt.fil', COLUMNS],
      ]);
      const record = readFileSync(join(of.folder, 'hjem', 'oversikt.jsonl'), 'utf8');
      expect(record).toContain('"npr.episode"');
      expect(record).not.toContain('sammenstilt.fil"');
    });
  });
});
