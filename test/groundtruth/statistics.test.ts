import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openAttack } from '../../src/statistics/attack-model.ts';
import type { CountedSet } from '../../src/statistics/counted.ts';
import { protect } from '../../src/statistics/protect.ts';
import { buildSystem } from '../../src/statistics/system.ts';

interface Case {
  readonly table: { readonly rows: string[]; readonly cols: string[]; readonly freq: number[][] };
  readonly primarySuppressed: string[];
}

const file = new URL('../../../shared/groundtruth/sdctable/small.json', import.meta.url);
const [small] = (JSON.parse(readFileSync(file, 'utf8')) as { cases: Case[] }).cases;

const cell = (categories: string[], persons: number) => ({
  categories,
  persons,
  rows: persons,
  free: persons,
});

/** The table with its sums. */
function setsOf({ table: { rows, cols, freq } }: Case): CountedSet[] {
  const sum = (of: number[]): number => of.reduce((a, b) => a + b, 0);
  const measures = new Set(['personer'] as const);
  return [
    { dimensions: [], measures, cells: [cell([], sum(freq.map(sum)))] },
    { dimensions: ['a'], measures, cells: rows.map((r, i) => cell([r], sum(freq[i] ?? []))) },
    {
      dimensions: ['b'],
      measures,
      cells: cols.map((c, j) => cell([c], sum(freq.map((row) => row[j] ?? 0)))),
    },
    {
      dimensions: ['a', 'b'],
      measures,
      cells: rows.flatMap((r, i) => cols.map((c, j) => cell([r, c], freq[i]?.[j] ?? 0))),
    },
  ];
}

it('sdcTable: two blanks in each row and column do not protect w|b; one more does, and leaves it from 0 to 78', async () => {
  if (small === undefined) throw new Error('no case');
  const system = buildSystem(setsOf(small), []);
  const named = system.figures.map(({ cell }) => cell.categories.join('|'));
  const guarded = small.primarySuppressed.map((name) => ({ figure: named.indexOf(name), width: 5 }));
  const attack = await openAttack(system);
  const ends = (figure: number) =>
    [-1000, 1000].map((by) => 47 + (attack.reach(figure, by)?.get(figure) ?? 0));
  const target = named.indexOf('w|b');
  for (const { figure } of guarded) attack.tell(figure, false);
  expect(ends(target)).toEqual([47, 47]);

  const pattern = await protect(system, guarded);
  expect(pattern.safe && pattern.secondary.size).toBe(1);
  if (!pattern.safe) return;
  for (const figure of pattern.secondary) attack.tell(figure, false);
  expect(ends(target)).toEqual([0, 78]);
});
