import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  countAtOnce,
  countParts,
  countPasses,
  shareMemory,
  stageRoom,
  numbersOfWidth,
  splitRange,
} from '../../src/engine/memory-plan.ts';
import { compileTable } from '../../src/sql/stage.ts';
import { compilePlan } from '../../src/plan/compile-plan.ts';
import { decide } from '../sql/decision.ts';
import { proeveInput } from '../sql/proeve-register.ts';

const width = fc.integer({ min: 6, max: 18 }).filter((digits) => digits !== 11);
const MIB = 1024 * 1024;
const GIB = 1024 * MIB;

/** SQL of a table that delivers these variables. */
function tableOf(...navn: string[]) {
  const registre = [{ variabler: navn.map((name, i) => ({ navn: name, som: `k${i}` })) }];
  const plan = compilePlan(proeveInput, decide({ registre }), '0'.repeat(64));
  const [table] = plan.tables;
  if (table === undefined) throw new Error('no table');
  return compileTable(plan, table, '2026-11-01');
}

it('numbers of a width are all numbers of so many digits', () => {
  expect(numbersOfWidth(6)).toEqual({ first: 100_000n, last: 999_999n });
  fc.assert(
    fc.property(width, (digits) => {
      const { first, last } = numbersOfWidth(digits);
      expect([String(first).length, String(last).length]).toEqual([digits, digits]);
      expect([String(first - 1n).length, String(last + 1n).length]).toEqual([digits - 1, digits + 1]);
    }),
  );
});

it('ranges cover all numbers, each once, and none is empty', () => {
  fc.assert(
    fc.property(width, fc.integer({ min: 1, max: 1_000 }), (digits, count) => {
      const whole = numbersOfWidth(digits);
      const ranges = splitRange(whole, count);
      expect(ranges).toHaveLength(count);
      expect(ranges[0]?.first).toBe(whole.first);
      expect(ranges.at(-1)?.last).toBe(whole.last);
      const follows = (i: number): boolean =>
        i === 0 || ranges[i]?.first === (ranges[i - 1]?.last ?? 0n) + 1n;
      expect(ranges.every(({ first, last }, i) => last >= first && follows(i))).toBe(true);
    }),
  );
});

it('ranges of ranges cover all numbers too: passes are cut into parts', () => {
  fc.assert(
    fc.property(
      width,
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 40 }),
      (digits, passes, parts) => {
        const whole = numbersOfWidth(digits);
        const ranges = splitRange(whole, passes).flatMap((pass) => splitRange(pass, parts));
        const covered = ranges.reduce((sum, { first, last }) => sum + (last - first + 1n), 0n);
        expect(covered).toBe(whole.last - whole.first + 1n);
        expect(ranges.every(({ first }, i) => i === 0 || first === (ranges[i - 1]?.last ?? 0n) + 1n)).toBe(
          true,
        );
      },
    ),
  );
});

it('ranges are of equal length, but for one number', () => {
  const lengths = splitRange(numbersOfWidth(8), 7).map(({ first, last }) => last - first + 1n);
  expect(new Set(lengths).size).toBeLessThanOrEqual(2);
  expect(Math.max(...lengths.map(Number)) - Math.min(...lengths.map(Number))).toBeLessThanOrEqual(1);
});

it('one pass and one part do for few rows, also for none', () => {
  const table = tableOf('antall');
  for (const rows of [0, 1, 1000]) {
    expect(countPasses(table, rows, GIB)).toBe(1);
    expect(countParts(table, rows, GIB)).toBe(1);
  }
});

it('more rows, wider rows and less memory never make fewer passes or parts', () => {
  const narrow = tableOf('kjoenn');
  const wide = tableOf('tekst', 'tekst', 'maal', 'antall', 'kjoenn');
  const rows = fc.integer({ min: 0, max: 2_000_000_000 });
  const memory = fc.integer({ min: 64 * 1024 * 1024, max: 64 * GIB });
  fc.assert(
    fc.property(rows, rows, memory, memory, (a, b, x, y) => {
      const [few, many] = [Math.min(a, b), Math.max(a, b)];
      const [small, large] = [Math.min(x, y), Math.max(x, y)];
      for (const count of [countPasses, countParts]) {
        expect(count(narrow, many, small)).toBeGreaterThanOrEqual(count(narrow, few, small));
        expect(count(narrow, many, small)).toBeGreaterThanOrEqual(count(narrow, many, large));
        expect(count(wide, many, small)).toBeGreaterThanOrEqual(count(narrow, many, small));
      }
      expect(countAtOnce(narrow, large)).toBeGreaterThanOrEqual(countAtOnce(narrow, small));
      expect(countAtOnce(narrow, small)).toBeGreaterThanOrEqual(countAtOnce(wide, small));
    }),
  );
});

it('rows are compressed where those to come would not fit beside them, and only then', () => {
  const table = tableOf('kjoenn', 'antall');
  const atOnce = countAtOnce(table, GIB);
  const must = (extractRows: number, compressed: number, fresh: number): boolean =>
    stageRoom(table, extractRows, GIB).mustCompress({ compressed, fresh }, atOnce);
  expect(must(2 * atOnce, 0, atOnce)).toBe(false);
  expect(must(20 * atOnce, 0, atOnce)).toBe(true);
  expect(must(20 * atOnce, 19 * atOnce, 0)).toBe(false);
});

it('an extract of unknown length is compressed before it takes the memory', () => {
  const table = tableOf('tekst', 'antall');
  const { rowsAtOnce, mustCompress } = stageRoom(table, 0, GIB);
  expect(mustCompress({ compressed: 0, fresh: rowsAtOnce }, rowsAtOnce)).toBe(false);
  expect(mustCompress({ compressed: 0, fresh: 2 * rowsAtOnce }, rowsAtOnce)).toBe(true);
});

it('less memory and more rows to come never spare a compression', () => {
  const table = tableOf('maal', 'kjoenn');
  const rows = fc.integer({ min: 0, max: 500_000_000 });
  const memory = fc.integer({ min: 64 * 1024 * 1024, max: 64 * GIB });
  fc.assert(
    fc.property(rows, rows, rows, memory, memory, (a, b, fresh, x, y) => {
      const staged = { compressed: 0, fresh };
      const spared = (extractRows: number, bytes: number): boolean =>
        !stageRoom(table, extractRows, bytes).mustCompress(staged, 1_000_000);
      if (spared(Math.max(a, b), Math.min(x, y))) expect(spared(Math.min(a, b), Math.max(x, y))).toBe(true);
    }),
  );
});

it('what DuckDB and the readers of Arrow get is less than the budget; more of it gives neither less, more rows not more', () => {
  const budget = fc.integer({ min: 512 * MIB, max: 64 * GIB });
  const read = fc.integer({ min: 0, max: 2_000_000_000 });
  fc.assert(
    fc.property(budget, budget, read, read, (a, b, x, y) => {
      const [small, large] = [Math.min(a, b), Math.max(a, b)];
      const [few, many] = [Math.min(x, y), Math.max(x, y)];
      for (const arrow of [false, true]) {
        const [less, more] = [
          shareMemory(small, { rows: few, arrow }),
          shareMemory(large, { rows: few, arrow }),
        ];
        expect(less.duckdb).toBeGreaterThan(40 * MIB);
        expect(less.duckdb + (arrow ? 40 * less.arrowPiece : 0)).toBeLessThan(small - 256 * MIB);
        expect(more.duckdb).toBeGreaterThanOrEqual(less.duckdb);
        expect(more.arrowPiece).toBeGreaterThanOrEqual(less.arrowPiece);
        expect(more.arrowPiece).toBeGreaterThanOrEqual(MIB);
        expect(more.arrowPiece).toBeLessThanOrEqual(8 * MIB);
        expect(shareMemory(small, { rows: many, arrow }).duckdb).toBeLessThanOrEqual(less.duckdb);
      }
      const [parquet, arrow] = [false, true].map(
        (one) => shareMemory(small, { rows: few, arrow: one }).duckdb,
      );
      expect(parquet).toBeGreaterThan(arrow ?? 0);
    }),
  );
});
