import { openColumnReader } from '../../src/engine/column-reader.ts';
import { openEngine, type Engine } from '../../src/engine/engine.ts';
import { readBase } from '../../src/risk/lattice/read-base.ts';
import type { BaseTable } from '../../src/risk/lattice/base-table.ts';
import { adultHierarchy, arxFile, groundtruth, type subsetOf } from './lattice-cases.ts';

export const ADULT_COLUMNS = [
  'sex',
  'age',
  'race',
  'marital-status',
  'education',
  'native-country',
  'workclass',
  'occupation',
  'salary-class',
] as const;

/** Reads the Adult table as a case wants it; the same table is read once. */
export interface AdultTables {
  readonly read: (subset: ReturnType<typeof subsetOf>, sensitive: string) => Promise<BaseTable>;
  /** All rows, with these quasi-identifiers only. */
  readonly readColumns: (quasi: readonly string[]) => Promise<BaseTable>;
  readonly close: () => void;
}

export async function openAdultTables(): Promise<AdultTables> {
  const engine = await openEngine({
    memoryBytes: 1e9,
    threads: 2,
    directories: [groundtruth],
    signal: new AbortController().signal,
  });
  await prepare(engine);
  const reader = openColumnReader(engine);
  const read = new Map<string, Promise<BaseTable>>();
  return {
    read: (subset, sensitive) => {
      const key = `${subset} ${sensitive}`;
      const member = subset === 'all' ? null : subset === 'subset' ? 'i_utvalg' : `trukket_${subset}`;
      const quasi = ADULT_COLUMNS.filter((column) => column !== sensitive);
      const found =
        read.get(key) ??
        readBase(
          reader,
          { relation: 'adult', quasi, sensitive: sensitive === '' ? [] : [sensitive], person: null, member },
          quasi.map(adultHierarchy),
        );
      read.set(key, found);
      return found;
    },
    readColumns: (quasi) =>
      readBase(
        reader,
        { relation: 'adult', quasi, sensitive: [], person: null, member: null },
        quasi.map(adultHierarchy),
      ),
    close: () => {
      engine.close();
    },
  };
}

const DRAWN = [20_000, 10_000, 9_000];

async function prepare({ connection }: Engine): Promise<void> {
  const list = ADULT_COLUMNS.map((column) => `"${column}"`).join(', ');
  const rows = (file: string): string =>
    `(SELECT *, row_number() OVER (PARTITION BY ${list}) AS nr FROM ` +
    `(SELECT row_number() OVER () - 1 AS rad, * FROM read_csv('${arxFile(file)}', delim = ';', all_varchar = true, parallel = false)))`;
  const drawn = DRAWN.map((size) => `rad IN (${[...drawRows(size)].join(', ')}) AS trukket_${size}`);
  await connection.run(
    `CREATE TABLE adult AS SELECT a.*, u.nr IS NOT NULL AS i_utvalg, ${drawn.join(', ')} ` +
      `FROM ${rows('adult.csv')} AS a LEFT JOIN (SELECT ${list}, nr FROM ${rows('adult_subset.csv')}) AS u USING (${list}, nr)`,
  );
}

/** Rows drawn by java.util.Random with the seed of the test: `size` draws below `size`. */
function drawRows(size: number): Set<number> {
  // The seed is a Java int: negative, so its upper bits are set.
  let state = (BigInt.asUintN(48, BigInt(0xdeadbeef | 0)) ^ 0x5deece66dn) & ((1n << 48n) - 1n);
  const next31 = (): number => {
    state = (state * 0x5deece66dn + 0xbn) & ((1n << 48n) - 1n);
    return Number(state >> 17n);
  };
  const drawn = new Set<number>();
  for (let i = 0; i < size;) {
    const bits = next31();
    const value = bits % size;
    if (bits - value + (size - 1) > 0x7fffffff) continue;
    drawn.add(value);
    i += 1;
  }
  return drawn;
}
