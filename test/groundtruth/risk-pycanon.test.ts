import { describe, expect, it } from 'vitest';
import type { RiskFigures } from '../../src/artifacts/risk-result.ts';
import { measureRiskOfFile } from '../../src/steps/risk-of-file.ts';
import { ask } from '../risk/ask.ts';
import { readTruth, truthPath } from './risk-sources.ts';

interface Case {
  readonly file: string;
  readonly qi: readonly string[];
  readonly sa?: readonly string[];
  readonly k?: number;
  readonly rows?: number;
  readonly alpha_k?: readonly [number, number];
  readonly l?: number;
  readonly entropy_l?: number;
  readonly basic_beta?: number;
  readonly enhanced_beta?: number;
  readonly delta_disclosure?: number;
  readonly t?: number;
  readonly sizes_ec?: {
    readonly n_ec: number;
    readonly min_ec: number;
    readonly max_ec: number;
    readonly mean_ec: number;
    readonly median_ec: number;
  };
  readonly average_rir?: number;
  readonly max_rir?: number;
}

const cases = [...(readTruth('pycanon/asserted.json') as { cases: Case[] }).cases]
  .concat((readTruth('pycanon/oracle_run.json') as { cases: Case[] }).cases)
  .filter((c): c is Case & { sa: readonly string[]; k: number } => c.sa !== undefined && c.k !== undefined);

/** Its numbers have ranks, its texts are all equally far from each other. */
const distance = (f: RiskFigures): number | undefined => {
  const [s] = f.sensitive;
  return s?.order === 'numbers' ? s.t.ordered : s?.t.equal;
};

function medianSize(f: RiskFigures): number {
  const all = f.classSizes.flatMap((s) => Array.from({ length: s.classes }, () => s.size));
  const middle = (all.length - 1) / 2;
  return ((all[Math.floor(middle)] ?? 0) + (all[Math.ceil(middle)] ?? 0)) / 2;
}

describe.each(cases)('$file', (c) => {
  const measured = measureRiskOfFile(
    {
      data: truthPath(c.file),
      population: null,
      question: ask(
        { kvasi: c.qi, sensitiv: c.sa },
        { leftOut: { undertrykt: null, missing: true }, logBase: 'e' },
      ),
      coarsening: null,
      local: null,
      memoryBytes: 2 ** 30,
      threads: 2,
    },
    new AbortController().signal,
  );

  it('has its k, (alpha, k) and l', async () => {
    const f = await measured;
    const [s] = f.sensitive;
    expect([f.k, s?.alpha, f.k, s?.l.distinct]).toEqual([
      c.k,
      expect.closeTo(c.alpha_k?.[0] ?? NaN, 12),
      c.alpha_k?.[1],
      c.l,
    ]);
    // it is cut off to a whole number there, after rounding errors
    const lost = (s?.l.entropy ?? NaN) - (c.entropy_l ?? NaN);
    expect(lost).toBeGreaterThan(-1e-9);
    expect(lost).toBeLessThan(1 + 1e-9);
  });

  it('has its beta, delta and t', async () => {
    const f = await measured;
    const [s] = f.sensitive;
    expect([s?.beta.basic, s?.beta.enhanced, s?.delta, distance(f)]).toEqual([
      expect.closeTo(c.basic_beta ?? NaN, 9),
      expect.closeTo(c.enhanced_beta ?? NaN, 9),
      expect.closeTo(c.delta_disclosure ?? NaN, 9),
      expect.closeTo(c.t ?? NaN, 9),
    ]);
  });

  it('has its class sizes and risks', async () => {
    const f = await measured;
    if (c.sizes_ec === undefined) {
      expect(c.average_rir).toBeUndefined();
      return;
    }
    const largest = Math.max(...f.classSizes.map((s) => s.size));
    const byClass = f.classSizes.reduce((sum, s) => sum + s.classes / s.size, 0) / f.classes;
    expect(f.rows).toBe(c.rows);
    expect({
      n_ec: f.classes,
      min_ec: f.k,
      max_ec: largest,
      mean_ec: f.persons / f.classes,
      median_ec: medianSize(f),
    }).toEqual({ ...c.sizes_ec, mean_ec: expect.closeTo(c.sizes_ec.mean_ec, 9) as number });
    expect(byClass).toBeCloseTo(c.average_rir ?? NaN, 12);
    expect(f.prosecutor.highest).toBeCloseTo(c.max_rir ?? NaN, 12);
  });
});

it('all its usable files are there, among them the one of which its own tests assert bounds', () => {
  expect(cases).toHaveLength(9);
  const third = cases.find((c) => c.file.endsWith('adult_anonymized_3.csv'));
  expect([third?.sizes_ec?.min_ec, third?.max_rir]).toEqual([3, 1 / 3]);
});
