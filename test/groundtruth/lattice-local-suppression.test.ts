import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { violating, type CellTable } from '../../src/risk/local-suppression/cell-table.ts';
import { suppressCells } from '../../src/risk/local-suppression/suppress-cells.ts';
import { groundtruth } from './lattice-cases.ts';

function readCells(file: string, variables: readonly string[]): CellTable {
  const text = readFileSync(join(groundtruth, 'data', 'sdcmicro', file), 'utf8').trim();
  const [header = [], ...rows] = text.split(/\r?\n/).map((line) => line.split(','));
  const places = variables.map((name) => header.indexOf(name));
  const codes = rows.flatMap((row) => places.map((place) => (row[place] === '' ? -1 : Number(row[place]))));
  return { records: rows.length, variables: variables.length, codes: Int32Array.from(codes) };
}

it('francdat needs two cells, where the heuristic of others takes four', () => {
  const table = readCells('francdat.csv', ['Key2', 'Key3', 'Key4']);
  const found = suppressCells(table, 2, [1, 1, 1], () => false);
  expect([found?.cost, found?.bound, found?.cells.length]).toEqual([2, 2, 2]);
  expect(violating(found?.table ?? table, 2)).toEqual([]);
});

it('testdata2 takes fewer cells than the 97 of others, with a bound', () => {
  const names = ['urbrur', 'roof', 'walls', 'water', 'electcon', 'relat', 'sex'];
  const table = readCells('testdata2.csv', names);
  let steps = 0;
  const found = suppressCells(
    table,
    2,
    names.map(() => 1),
    () => (steps += 1) > 200,
  );
  expect(violating(found?.table ?? table, 2)).toEqual([]);
  expect(found?.cost).toBeLessThanOrEqual(7);
  expect(found?.bound).toBeLessThanOrEqual(found?.cost ?? 0);
});
