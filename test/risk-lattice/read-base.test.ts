import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openColumnReader, type ColumnReader } from '../../src/engine/column-reader.ts';
import { openEngine, type Engine } from '../../src/engine/engine.ts';
import { PipelineError } from '../../src/errors/pipeline-error.ts';
import { tabulateHierarchy } from '../../src/risk/lattice/build-hierarchy.ts';
import { chooseCoarsening, type Coarsening } from '../../src/risk/lattice/choose-coarsening.ts';
import { openPersonCounter } from '../../src/risk/lattice/count-persons.ts';
import { fullLattice } from '../../src/risk/lattice/lattice.ts';
import { readBase } from '../../src/risk/lattice/read-base.ts';
import type { Demand } from '../../src/risk/lattice/demand.ts';

let engine: Engine;
let reader: ColumnReader;
beforeAll(async () => {
  const { signal } = new AbortController();
  engine = await openEngine({ memoryBytes: 3e8, threads: 2, directories: [], signal });
  reader = openColumnReader(engine);
});
afterAll(() => {
  engine.close();
});

const years = Array.from({ length: 12 }, (_, i) => String(1980 + i));
const HIERARCHIES = [
  tabulateHierarchy('aar', years, [(y) => y.slice(0, 3), () => '*']),
  tabulateHierarchy('kommune', ['0301', '3201', '3203', '4601', ''], [(k) => k.slice(0, 2), () => '*']),
];
const COLUMNS = {
  relation: 'folk',
  quasi: ['aar', 'kommune'],
  sensitive: ['funn'],
  person: null,
  member: null,
};

type Row = readonly [person: number, aar: number, kommune: string | null, funn: string];

async function fill(rows: readonly Row[]): Promise<void> {
  const { connection } = engine;
  await connection.run(
    'CREATE OR REPLACE TABLE folk (p INTEGER, aar INTEGER, kommune VARCHAR, funn VARCHAR)',
  );
  for (const row of rows) await connection.run('INSERT INTO folk VALUES ($1, $2, $3, $4)', [...row]);
}

const row = fc.tuple(
  fc.integer({ min: 1, max: 12 }),
  fc.integer({ min: 1980, max: 1991 }),
  fc.constantFrom('0301', '3201', '3203', '4601', null),
  fc.constantFrom('a', 'b', 'c'),
);

async function choose(demands: readonly Demand[], person: string | null = null): Promise<Coarsening> {
  const columns = { ...COLUMNS, person };
  const base = await readBase(reader, columns, HIERARCHIES);
  const counter = person === null ? null : await openPersonCounter(reader, columns, HIERARCHIES);
  const found = await chooseCoarsening({
    base,
    lattice: fullLattice(HIERARCHIES),
    demands,
    maxSuppression: 0.2,
    metric: { type: 'loss', suppressionFactor: 0.5, aggregate: 'geometricMean' },
    weights: [1, 1],
    alternatives: 1,
    recount: counter === null ? null : counter.count,
    cacheBytes: 1e6,
    isOver: () => false,
  });
  await counter?.close();
  return found;
}

it('the order of the rows changes neither the result nor its certificate', async () => {
  const demands: readonly Demand[] = [
    { type: 'kAnonymity', k: 3 },
    { type: 'distinctLDiversity', sensitive: 'funn', l: 2 },
  ];
  const shuffled = fc
    .array(row, { minLength: 3, maxLength: 25 })
    .chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })));
  await fc.assert(
    fc.asyncProperty(shuffled, async ([rows, others]) => {
      await fill(rows);
      const found = await choose(demands);
      await fill(others);
      expect(await choose(demands)).toEqual(found);
    }),
    { numRuns: 6 },
  );
});

it('where persons have several keys, classes are counted in persons', async () => {
  const sameBand = [1980, 1981, 1982, 1983].map((aar): Row => [1, aar, '0301', 'a']);
  await fill([...sameBand, [2, 1985, '0301', 'a'], [3, 1991, '0301', 'b'], [4, 1990, '0301', 'b']]);
  const byRows = await choose([{ type: 'kAnonymity', k: 3 }]);
  const byPersons = await choose([{ type: 'kAnonymity', k: 3 }], 'p');
  // Five rows of the eighties are two persons only.
  expect(byRows.type === 'found' ? byRows.chosen.levels : []).toEqual([2, 0]);
  expect(byPersons.type === 'found' ? byPersons.chosen.levels : []).toEqual([2, 0]);
  const found = await choose([{ type: 'kAnonymity', k: 2 }]);
  const inPersons = await choose([{ type: 'kAnonymity', k: 2 }], 'p');
  expect(found.type === 'found' ? found.chosen.levels : []).toEqual([1, 0]);
  expect(inPersons.type === 'found' ? inPersons.chosen.levels : []).toEqual([1, 0]);
  await fill([...sameBand, [2, 1990, '0301', 'a'], [3, 1991, '0301', 'b']]);
  const rows = await choose([{ type: 'kAnonymity', k: 2 }]);
  const persons = await choose([{ type: 'kAnonymity', k: 2 }], 'p');
  expect(rows.type === 'found' ? rows.chosen.levels : []).toEqual([1, 0]);
  expect(persons.type === 'found' ? persons.chosen.levels : []).toEqual([2, 0]);
});

it('a missing value is a category of its own', async () => {
  await fill([
    [1, 1980, null, 'a'],
    [2, 1980, null, 'b'],
    [3, 1980, '0301', 'a'],
  ]);
  const { classes, total, sensitive } = await readBase(reader, COLUMNS, HIERARCHIES);
  expect([classes.rows, total, [...classes.count].sort()]).toEqual([2, 3, [1, 2]]);
  expect(sensitive[0]?.labels).toEqual(['a', 'b']);
  expect([...(sensitive[0]?.totals ?? [])]).toEqual([2, 1]);
});

it('values that a hierarchy does not list are refused by their number', async () => {
  await fill([
    [1, 1970, '0301', 'a'],
    [2, 1971, '0301', 'a'],
  ]);
  const refused = await readBase(reader, COLUMNS, HIERARCHIES).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(PipelineError);
  const [problem] = refused instanceof PipelineError ? refused.problems : [];
  expect([problem?.code, problem?.at, problem?.got]).toEqual([
    'risk.hierarchy-misses',
    'aar',
    '2 distinct values that are not',
  ]);
});

it('an empty table, a figure outside its range and an unknown column are refused', async () => {
  await fill([]);
  await expect(readBase(reader, COLUMNS, HIERARCHIES)).rejects.toThrow('risk.table-empty');
  await fill([[1, 1980, '0301', 'a']]);
  await expect(choose([{ type: 'kAnonymity', k: 1 }])).rejects.toThrow('risk.demand');
  await expect(choose([{ type: 'equalTCloseness', sensitive: 'ukjent', t: 0.2 }])).rejects.toThrow(
    'risk.demand-column',
  );
  await expect(choose([{ type: 'kMap', k: 2 }])).rejects.toThrow('risk.demand-column');
  expect((await choose([{ type: 'kAnonymity', k: 2 }])).type).toBe('none');
});
