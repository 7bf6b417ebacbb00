import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { digamma, logGamma } from '../../src/risk/measure/gamma.ts';
import { estimatePopulationUniques } from '../../src/risk/measure/population-uniques.ts';
import { problemsOf } from '../sql/problems.ts';
import { ask, measureRows, openTestEngine } from './ask.ts';

const engine = await openTestEngine();

describe('a population file', () => {
  const repeat = (a: string, times: number) => Array.from({ length: times }, () => ({ a }));
  const data = [...repeat('x', 2), ...repeat('y', 1)];
  const q = ask({ kvasi: ['a'] }, { population: { person: null }, threshold: 0.2 });

  it('gives k-map, presence, journalist and marketer risk', async () => {
    const population = [...repeat('x', 4), ...repeat('y', 10), ...repeat('z', 6)];
    const f = await measureRows(engine, data, q, population);
    expect(f.population).toEqual({
      source: 'file',
      unit: 'row',
      size: 20,
      kMap: 4,
      presence: { min: 0, max: 0.5, minInData: 0.1 },
      journalist: {
        highest: 0.25,
        average: expect.closeTo((2 / 4 + 1 / 10) / 3, 12) as number,
        shareAtRisk: 2 / 3,
      },
      marketer: expect.closeTo((2 / 4 + 1 / 10) / 3, 12) as number,
      classesAbsent: 0,
      classesSmaller: 0,
    });
    expect(f.populationUniques?.population).toBe(20);
  });

  it('that lacks what the data have is held to be as large as the data, and the result says so', async () => {
    const f = await measureRows(engine, data, q, [...repeat('x', 1), ...repeat('z', 9)]);
    expect([f.population?.classesAbsent, f.population?.classesSmaller]).toEqual([1, 1]);
    expect(f.population?.journalist.highest).toBe(1);
  });

  it('smaller than the data is refused', async () => {
    const problems = await problemsOf(() =>
      measureRows(engine, data, { ...q, populationSize: 2 }, repeat('x', 2)),
    );
    expect(problems.map((p) => p.code)).toEqual(['risk.population-size']);
  });
});

describe('population uniques', () => {
  it('are none without sample uniques, and no model is asked', () => {
    const sizes = [{ size: 2, classes: 5 }];
    expect(estimatePopulationUniques({ sizes, sample: 10, population: 1000 }).chosen).toEqual({
      model: 'none',
      uniques: 0,
      share: 0,
    });
  });

  it('have no estimate by Pitman where everyone is alone, and Zayatz stands in', () => {
    const sizes = [{ size: 1, classes: 100 }];
    const { pitman, chosen } = estimatePopulationUniques({ sizes, sample: 100, population: 10_000 });
    expect([pitman, chosen?.model]).toEqual([null, 'zayatz']);
  });

  it('logGamma and digamma hold their recurrences', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1e7, noNaN: true }), (x) => {
        expect(logGamma(x + 1) - logGamma(x) - Math.log(x)).toBeCloseTo(0, 6);
        expect(digamma(x + 1) - digamma(x)).toBeCloseTo(1 / x, 8);
      }),
    );
    expect([logGamma(5), logGamma(0.5)]).toEqual([
      expect.closeTo(Math.log(24), 12),
      expect.closeTo(Math.log(Math.PI) / 2, 12),
    ]);
  });
});

describe('individual risk', () => {
  /** p times the integral of u^(f-1) / (p + q u), by Simpson's rule on a mesh that is finer near 0. */
  function integrate(f: number, p: number): number {
    const steps = 20_000;
    const of = (v: number): number => {
      const u = v * v * v;
      return (u ** (f - 1) / (p + (1 - p) * u)) * 3 * v * v;
    };
    let sum = of(0) + of(1);
    for (let i = 1; i < steps; i++) sum += (i % 2 === 1 ? 4 : 2) * of(i / steps);
    return (p * sum) / (3 * steps);
  }

  it('exact is the mean of 1/F, for small and large classes and fractions', async () => {
    const cases = [1, 2, 3, 7, 80, 81, 82, 200].flatMap((f) =>
      [1.02, 1.9, 2.4, 2.6, 30, 5000].map((times) => ({ f, times })),
    );
    const rows = cases.flatMap(({ f, times }, a) => Array.from({ length: f }, () => ({ a, w: times })));
    await measureRows(engine, rows, ask({ kvasi: ['a'], vekt: 'w' }));
    const found = await engine.read(
      {
        id: 'test',
        sql: 'SELECT risiko FROM risiko_individuell JOIN risiko_klasser USING (id) ORDER BY q0',
        params: [],
      },
      z.object({ risiko: z.number() }),
    );
    found.forEach(({ risiko }, i) => {
      const { f = 0, times = 1 } = cases[i] ?? {};
      const expected = integrate(f, 1 / times);
      expect(Math.abs(risiko / expected - 1), `f ${f}, F/f ${times}`).toBeLessThan(1e-7);
    });
    expect(found).toHaveLength(cases.length);
  });

  it('without weights is one by the size of the class, and of a person in several classes the greatest', async () => {
    const rows = [
      { a: 1, p: 1 },
      { a: 1, p: 2 },
      { a: 2, p: 2 },
    ];
    const f = await measureRows(engine, rows, ask({ kvasi: ['a'], person: 'p' }));
    expect([f.individual?.expected, f.individual?.highest, f.individual?.average]).toEqual([1.5, 1, 0.75]);
  });

  it('of a household is that of finding any member; who has none is alone', async () => {
    const rows = [
      { a: 1, h: 1 },
      { a: 1, h: 1 },
      { a: 2, h: 1 },
      { a: 2, h: null },
    ];
    const f = await measureRows(engine, rows, ask({ kvasi: ['a'], husholdning: 'h' }));
    expect(f.household?.highest).toBeCloseTo(1 - 0.5 ** 3, 12);
    expect(f.household?.expected).toBeCloseTo(3 * (1 - 0.5 ** 3) + 0.5, 12);
  });

  it.each([
    ['a weight that is missing', [{ a: 1, w: null }], 'risk.weight'],
    ['a weight below one', [{ a: 1, w: 0.5 }], 'risk.weight'],
    ['a weight that is no number', [{ a: 1, w: 'mange' }], 'risk.weight'],
  ])('%s is refused', async (_, rows, code) => {
    const problems = await problemsOf(() => measureRows(engine, rows, ask({ kvasi: ['a'], vekt: 'w' })));
    expect(problems.map((p) => p.code)).toEqual([code]);
  });

  it('a person with two weights in one class is refused', async () => {
    const rows = [
      { a: 1, p: 1, w: 2 },
      { a: 1, p: 1, w: 3 },
    ];
    const problems = await problemsOf(() =>
      measureRows(engine, rows, ask({ kvasi: ['a'], person: 'p', vekt: 'w' })),
    );
    expect(problems.map((p) => p.code)).toEqual(['risk.weight-differs']);
  });
});
