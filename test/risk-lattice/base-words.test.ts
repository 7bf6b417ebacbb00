import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openColumnReader, type ColumnReader } from '../../src/engine/column-reader.ts';
import { openEngine, type Engine } from '../../src/engine/engine.ts';
import { PipelineError } from '../../src/errors/pipeline-error.ts';
import { buildHierarchy } from '../../src/risk/lattice/build-hierarchy.ts';
import type { BaseTable } from '../../src/risk/lattice/base-table.ts';
import type { Hierarchy } from '../../src/risk/lattice/hierarchy.ts';
import { readBase } from '../../src/risk/lattice/read-base.ts';
import { planWords } from '../../src/sql/base-words.ts';
import { literal } from '../../src/sql/identifier.ts';

let engine: Engine;
let reader: ColumnReader;
beforeAll(async () => {
  const { signal } = new AbortController();
  engine = await openEngine({ memoryBytes: 5e8, threads: 2, directories: [], signal });
  reader = openColumnReader(engine);
});
afterAll(() => {
  engine.close();
});

const values = (name: string, labels: readonly string[]): Hierarchy =>
  buildHierarchy(
    name,
    labels.map((label, i) => ({ line: i + 1, cells: [label, '*'] })),
  );
const upTo = (count: number, text: (i: number) => string): string[] =>
  Array.from({ length: count }, (_, i) => text(i));
const day = (i: number): string => new Date(Date.UTC(2000, 0, 1 + i)).toISOString().slice(0, 10);

/** Columns of many types, with few values and many, some with a place for what is missing. */
const COLUMNS: readonly (readonly [name: string, type: string, labels: readonly string[]])[] = [
  ['kort', 'VARCHAR', ['', 'a', "b'c", 'æ']],
  ['lang', 'VARCHAR', ['', ...upTo(300, (i) => `kode ${i}`)]],
  ['tall', 'INTEGER', ['', ...upTo(20, String)]],
  ['stort', 'BIGINT', upTo(500, (i) => String(i - 250))],
  ['dag', 'DATE', ['', ...upTo(200, day)]],
  ['andel', 'DOUBLE', ['', '0.5', '1.0', '2.25']],
  ['liste', "ENUM ('x', 'y')", ['', 'x', 'y']],
  ['sann', 'BOOLEAN', ['false', 'true']],
];
const hierarchies = COLUMNS.map(([name, , labels]) => values(name, labels));
const quasi = COLUMNS.map(([name]) => name);

const drawnCell = (labels: readonly string[], type: string): fc.Arbitrary<string | null> => {
  const filled = fc.constantFrom(...labels.filter((label) => label !== '').slice(0, 6), ...labels.slice(-2));
  if (!labels.includes('')) return filled;
  return fc.oneof(filled, fc.constantFrom(null, type === 'VARCHAR' ? '' : null));
};
const drawnRow = fc.tuple(
  fc.integer({ min: 1, max: 5 }),
  ...COLUMNS.map(([, type, labels]) => drawnCell(labels, type)),
);

async function fill(rows: readonly (readonly (number | string | null)[])[]): Promise<void> {
  const columns = COLUMNS.map(([name, type]) => `${name} ${type}`).join(', ');
  const shown = (cell: number | string | null): string => (cell === null ? 'NULL' : literal(String(cell)));
  const texts = rows.map((row) => `(${row.map(shown).join(', ')})`);
  await engine.connection.run(`CREATE OR REPLACE TABLE folk (p INTEGER, ${columns})`);
  await engine.connection.run(`INSERT INTO folk VALUES ${texts.join(', ')}`);
}

/** The combinations by their texts, with how many units have each. */
function combinationsOf({ layout, classes }: BaseTable): Map<string, number> {
  const found = new Map<string, number>();
  for (let row = 0; row < classes.rows; row += 1) {
    const cells: string[] = [];
    layout.packs.forEach(({ attributes, leafOf }, p) => {
      attributes.forEach((attribute, a) => {
        const leaf = leafOf[a]?.[classes.codes[p]?.[row] ?? -1] ?? -1;
        cells[attribute] = layout.hierarchies[attribute]?.labels[0]?.[leaf] ?? 'none';
      });
    });
    found.set(JSON.stringify(cells), classes.count[row] ?? 0);
  }
  return found;
}

const read = (person: string | null): Promise<BaseTable> =>
  readBase(reader, { relation: 'folk', quasi, sensitive: [], person, member: null }, hierarchies);

it.each([null, 'p'])(
  'values of any type are counted as their texts, a missing one as the empty text, with the person column %s',
  async (person) => {
    await fc.assert(
      fc.asyncProperty(fc.array(drawnRow, { minLength: 1, maxLength: 25 }), async (rows) => {
        await fill(rows);
        const units = rows.map(([p, ...cells]) => JSON.stringify([p, cells.map((cell) => cell ?? '')]));
        const wanted = new Map<string, number>();
        for (const unit of person === null ? units : new Set(units)) {
          const key = JSON.stringify((JSON.parse(unit) as [number, string[]])[1]);
          wanted.set(key, (wanted.get(key) ?? 0) + 1);
        }
        expect(combinationsOf(await read(person))).toEqual(wanted);
      }),
      { numRuns: 8 },
    );
  },
);

describe('values that a hierarchy lacks', () => {
  const codes = async (): Promise<unknown> =>
    read(null).catch((error: unknown) => (error instanceof PipelineError ? error.problems : error));
  const row = [1, 'a', 'kode 1', '1', '1', '2000-01-01', '0.5', 'x', 'true'];

  it.each([
    [1, 'kort', 'd'],
    [2, 'lang', 'kode 301'],
    [3, 'tall', '21'],
    [4, 'stort', null],
    [6, 'andel', '3.5'],
  ] as const)('in place %i are refused by the name of the column', async (place, name, value) => {
    await fill([row, row.with(place, value as string)]);
    expect(await codes()).toMatchObject([{ code: 'risk.hierarchy-misses', at: name }]);
  });

  it('a number is not the text that writes it with a leading zero', async () => {
    await engine.connection.run('CREATE OR REPLACE TABLE folk AS SELECT 301 AS kommune');
    const columns = { relation: 'folk', quasi: ['kommune'], sensitive: [], person: null, member: null };
    await expect(readBase(reader, columns, [values('kommune', ['0301'])])).rejects.toThrow();
    const found = await readBase(reader, columns, [values('kommune', ['0301', '301'])]);
    expect(found.total).toBe(1);
  });
});

it('a word gives every pack back, and holds its neighbours in their order', () => {
  const size = fc.oneof(fc.integer({ min: 1, max: 65_536 }), fc.integer({ min: 65_537, max: 4_000_000_000 }));
  fc.assert(
    fc.property(fc.array(fc.tuple(size, fc.nat()), { minLength: 1, maxLength: 12 }), (drawn) => {
      const packs = drawn.map(([n]) => ({ attributes: [], strides: [], size: n }));
      const numbers = drawn.map(([n, pick]) => BigInt(pick % n));
      const words = planWords(packs);
      expect(words.flatMap((word) => word.packs.map(({ place }) => place))).toEqual([...packs.keys()]);
      for (const { type, packs: steps } of words) {
        const word = steps.reduce((sum, { place, step }) => sum + (numbers[place] ?? 0n) * step, 0n);
        expect(word < (type === 'UINTEGER' ? 2n ** 32n : 2n ** 63n)).toBe(true);
        for (const { place, step } of steps)
          expect((word / step) % BigInt(packs[place]?.size ?? 1)).toBe(numbers[place]);
      }
    }),
  );
});

it('combinations of more than a word are told apart', async () => {
  const many = upTo(70_000, String);
  const names = ['a', 'b', 'c', 'd', 'e'];
  await engine.connection.run(
    `CREATE OR REPLACE TABLE folk AS SELECT ${names.map((name, i) => `69999 - (r * ${i + 1}) % 7 AS ${name}`).join(', ')} FROM range(70) AS x(r)`,
  );
  const columns = { relation: 'folk', quasi: names, sensitive: [], person: null, member: null };
  const base = await readBase(
    reader,
    columns,
    names.map((name) => values(name, many)),
  );
  expect([base.classes.rows, base.total]).toEqual([7, 70]);
  const wanted = upTo(7, (r) => JSON.stringify(names.map((_, i) => String(69_999 - ((r * (i + 1)) % 7)))));
  expect([...combinationsOf(base).keys()].sort()).toEqual(wanted.sort());
});
