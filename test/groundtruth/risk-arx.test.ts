import { describe, expect, it } from 'vitest';
import { measureTable } from '../../src/risk/measure/measure-table.ts';
import { estimatePopulationUniques } from '../../src/risk/measure/population-uniques.ts';
import { ask, measureRows, openTestEngine } from '../risk/ask.ts';
import { readRows, readTruth } from './risk-sources.ts';

interface Truth {
  readonly independentHistogramAdult9QI: {
    readonly n: number;
    readonly classes: number;
    readonly sampleUniques: number;
    readonly classesOfSize2: number;
  };
  readonly cases: readonly {
    readonly id: string;
    readonly qi?: string | readonly string[];
    readonly value?: number;
    readonly before?: number;
    readonly pitman?: number;
    readonly zayatzFallback?: number;
    readonly dankar?: number;
  }[];
}

const truth = readTruth('arx/risk.json') as Truth;
const caseOf = (id: string) => {
  const found = truth.cases.find((c) => c.id === id);
  if (found === undefined) throw new Error(`no case ${id}`);
  return found;
};

const engine = await openTestEngine();
const adult = readRows('data/arx/adult.csv');
const nine = Object.keys(adult[0] ?? {});

describe('adult with nine quasi-identifiers', async () => {
  const f = await measureRows(engine, adult, ask({ kvasi: nine }));
  const uniques = (population: number) =>
    estimatePopulationUniques({ sizes: f.classSizes, sample: f.persons, population });

  it('has the histogram computed by others', () => {
    const { n, classes, sampleUniques, classesOfSize2 } = truth.independentHistogramAdult9QI;
    const two = f.classSizes.find((s) => s.size === 2)?.classes;
    expect([f.persons, f.classes, f.uniques, two]).toEqual([n, classes, sampleUniques, classesOfSize2]);
  });

  it('has the average and highest risk of ARX', () => {
    expect(f.prosecutor.average).toBeCloseTo(caseOf('adult-average-risk').value ?? NaN, 12);
    expect(f.distinction).toBeCloseTo(caseOf('adult-average-risk').value ?? NaN, 12);
    expect(f.prosecutor.highest).toBe(caseOf('adult-highest-risk').before);
  });

  it('has the population uniques of ARX at a sampling fraction of 0.1', () => {
    const { pitman, zayatz, chosen } = uniques(301620);
    const expected = caseOf('adult-population-uniqueness-f0.1');
    expect((pitman ?? NaN) / 301620).toBeCloseTo(expected.pitman ?? NaN, 11);
    expect((zayatz ?? NaN) / 301620).toBeCloseTo(expected.zayatzFallback ?? NaN, 11);
    expect(chosen?.model).toBe('pitman');
  });

  it('has those of 0.01 and of the whole population', () => {
    const { chosen } = uniques(3016200);
    expect(chosen?.share).toBeCloseTo(caseOf('adult-population-uniqueness-f0.01').dankar ?? NaN, 11);
    const whole = uniques(30162);
    expect(whole.chosen?.share).toBeCloseTo(caseOf('adult-population-uniqueness-f1').dankar ?? NaN, 12);
    expect(whole.chosen?.uniques).toBe(f.uniques);
  });

  it('takes Zayatz at a sampling fraction of 0.2, where SNB gives more', () => {
    const { chosen, snb, zayatz } = uniques(150810);
    expect(chosen?.model).toBe('zayatz');
    expect(chosen?.share).toBeCloseTo(0.35771, 5);
    expect(snb ?? NaN).toBeGreaterThan(zayatz ?? NaN);
  });
});

it('the small example has the risks of ARX', async () => {
  const { qi, value } = caseOf('example7-average-risk');
  const rows = readRows('data/arx/test.csv');
  const f = await measureRows(engine, rows, ask({ kvasi: qi as readonly string[] }));
  expect([f.prosecutor.average, f.prosecutor.highest]).toEqual([
    value,
    caseOf('example7-highest-risk').before,
  ]);
});

it('alpha-distinction and alpha-separation of every set are those of their definition', async () => {
  const kvasi = ['sex', 'race', 'marital-status'];
  await measureRows(engine, adult, ask({ kvasi }));
  const { subsets } = await measureTable(engine, ask({ kvasi }, { subsets: true }));
  expect(subsets).toHaveLength(7);
  for (const { columns, distinction, separation } of subsets ?? []) {
    const sizes = new Map<string, number>();
    for (const row of adult) {
      const key = columns.map((c) => row[c]).join('|');
      sizes.set(key, (sizes.get(key) ?? 0) + 1);
    }
    const pairs = [...sizes.values()].reduce((sum, c) => sum + c * (c - 1), 0);
    expect(distinction).toBeCloseTo(sizes.size / adult.length, 12);
    expect(separation).toBeCloseTo(1 - pairs / (adult.length * (adult.length - 1)), 12);
  }
});
