import { afterAll, describe, expect, it } from 'vitest';
import { fullLattice } from '../../src/risk/lattice/lattice.ts';
import { openAssessor } from '../../src/risk/lattice/assessor.ts';
import { compileMetric } from '../../src/risk/lattice/compile-metric.ts';
import { searchLattice } from '../../src/risk/lattice/search-lattice.ts';
import type { SearchQuestion } from '../../src/risk/lattice/search-question.ts';
import type { Score } from '../../src/risk/lattice/score.ts';
import { estimatePitman } from '../../src/risk/measure/pitman.ts';
import { estimateZayatz } from '../../src/risk/measure/zayatz.ts';
import { ADULT_COLUMNS, openAdultTables } from './adult-tables.ts';
import { demandsOf, metricOf, nameOf, optimumCases, subsetOf, USA } from './lattice-cases.ts';

/** Cases that are no oracle here, and why. */
const LEFT_OUT: readonly (readonly [RegExp, string])[] = [
  [
    /EntropyLDiversity\.java#L(46|49)/,
    'ARX aborts early, so that its answer depends on the order of hash buckets',
  ],
  [/TCloseness\.java#L65/, 'ARX assumes practical monotonicity and returns a worse transformation'],
  [/DifferentialPrivacy/, '(epsilon, delta)-differential privacy samples at random'],
  [/LocalRecoding/, 'several transformations in one table; no loss is given'],
  [/Profitability/, 'a model of costs and benefits'],
  [/DomainShare/, 'the hierarchies that the test builds are not among the files: held to their losses below'],
  [/RiskBased\.java#L5[56]/, 'population uniqueness, below'],
];

const isUsed = ({ source }: { readonly source: string }): boolean =>
  LEFT_OUT.every(([pattern]) => !pattern.test(source));

const tables = await openAdultTables();
afterAll(() => {
  tables.close();
});

/**
 * Demands on the sample as a whole leave open which of the smallest classes go; ARX takes them as the rows lie, and its
 * loss is one of several for the same transformation.
 */
const isTied = (source: string): boolean => source.includes('RiskBased');

/** Several tests of ARX ask the same: it is searched once. */
const searched = new Map<string, Promise<Score | null>>();

function search(one: (typeof optimumCases)[number]): Promise<Score | null> {
  const key = JSON.stringify([one.config, one.sensitive, one.attributeWeights]);
  const found = searched.get(key) ?? runSearch(one);
  searched.set(key, found);
  return found;
}

async function runSearch({
  config,
  sensitive,
  attributeWeights,
}: (typeof optimumCases)[number]): Promise<Score | null> {
  const base = await tables.read(subsetOf(config.privacyModels), sensitive);
  const quasi = ADULT_COLUMNS.filter((column) => column !== sensitive);
  const { ranking, open } = await searchLattice({
    base,
    lattice: fullLattice(base.layout.hierarchies),
    demands: demandsOf(config.privacyModels),
    maxSuppression: config.suppressionLimit,
    metric: metricOf(config.metric),
    weights: quasi.map((column) =>
      attributeWeights === 'none' ? 1 : (ADULT_COLUMNS.indexOf(column) + 1) / ADULT_COLUMNS.length,
    ),
    alternatives: 0,
    recount: null,
    cacheBytes: 1e8,
    isOver: () => false,
  });
  expect(open).toBeNull();
  return ranking.best()[0]?.score ?? null;
}

describe.each(optimumCases.filter(isUsed).map((one) => [nameOf(one.source), one] as const))(
  '%s',
  (_, one) => {
    it('finds the transformation with the least loss', async () => {
      const best = await search(one);
      if ((one.expectedTransformation ?? null) === null) {
        expect(best).toBeNull();
        return;
      }
      const expected = one.trueOptimum?.loss ?? one.expectedLoss ?? [];
      expect(best?.length).toBe(expected.length);
      best?.forEach((value, i) => {
        const other = expected[i] ?? 0;
        const apart = isTied(one.source) ? 2e-3 : 1e-8;
        expect(Math.abs(value - other)).toBeLessThanOrEqual(apart * Math.max(1e-3, Math.abs(other)));
      });
    });
  },
);

/**
 * Population uniqueness of the Adult sample in the United States. Which of the smallest classes go is open, as in the other
 * demands on the sample, and ARX's figure cannot be had to the last digit: neither the inhabitants that it counts nor how
 * many persons it suppressed is in the files. So a case is held to finding ARX's transformation, and to losing no more in it
 * than ARX does, and hardly less.
 */
describe.each([
  ['RiskBased.java#L55', estimateZayatz, 2e-3],
  ['RiskBased.java#L56', estimatePitman, 2e-2],
] as const)('%s', (source, estimator, apart) => {
  const one = optimumCases.find((c) => c.source.endsWith(source));
  const metric = metricOf(one?.config.metric ?? { fn: '', args: [] });
  const [expected = 0] = one?.expectedLoss ?? [];

  const estimate = (sizes: ReadonlyMap<number, number>, units: number): number => {
    const histogram = [...sizes]
      .map(([size, classes]) => ({ size, classes }))
      .sort((a, b) => a.size - b.size);
    const uniques = estimator({ sizes: histogram, sample: units, population: USA });
    return (uniques ?? 0) / USA;
  };

  async function ask(): Promise<SearchQuestion> {
    const base = await tables.read('all', '');
    return {
      ...{ base, lattice: fullLattice(base.layout.hierarchies), metric },
      weights: base.layout.hierarchies.map(() => 1),
      demands: [{ type: 'populationUniqueness', threshold: 0.0001, estimate }],
      ...{ maxSuppression: 0.04, alternatives: 0, recount: null, cacheBytes: 1e8, isOver: () => false },
    };
  }

  it('the transformation that ARX gives meets the demand at no greater loss', async () => {
    const question = await ask();
    const assessor = openAssessor(question);
    const outcome = await assessor.assess(one?.expectedTransformation ?? []);
    const [loss = Infinity] = compileMetric(question.base, metric, question.weights).score(outcome);
    expect(assessor.isValid(outcome)).toBe(true);
    expect(loss).toBeLessThanOrEqual(expected);
    expect(loss).toBeGreaterThan(expected * (1 - apart));
  });

  it('the search finds that transformation', async () => {
    const { ranking, open } = await searchLattice(await ask());
    const [best] = ranking.best();
    expect(open).toBeNull();
    expect(best?.levels).toEqual(one?.expectedTransformation);
    expect(best?.score[0] ?? Infinity).toBeLessThanOrEqual(expected);
  });
});

/**
 * One attribute of Adult under hierarchies that the test builds and the files lack. At its finest level whatever is kept
 * loses nothing, so that the loss is the share of who is suppressed, in any hierarchy; the expected losses are those of
 * `age`, whose own hierarchy is searched.
 */
describe.each(optimumCases.filter(({ source }) => source.includes('DomainShare')))('$source', (one) => {
  it('the finest level wins, at the loss that ARX gives', async () => {
    const base = await tables.readColumns(['age']);
    const { ranking, open } = await searchLattice({
      ...{
        base,
        lattice: fullLattice(base.layout.hierarchies),
        demands: demandsOf(one.config.privacyModels),
      },
      ...{ maxSuppression: one.config.suppressionLimit, metric: metricOf(one.config.metric), weights: [1] },
      ...{ alternatives: 0, recount: null, cacheBytes: 1e7, isOver: () => false },
    });
    const [best] = ranking.best();
    expect(open).toBeNull();
    expect(best?.levels).toEqual(one.expectedTransformation);
    const [expected = 0] = one.expectedLoss ?? [];
    expect(Math.abs((best?.score[0] ?? 0) - expected)).toBeLessThanOrEqual(1e-8 * expected);
  });
});

it('every case is searched, or left out for a reason that is told', () => {
  expect(optimumCases.filter(isUsed)).toHaveLength(146);
  const held = optimumCases.filter(({ source }) => /DomainShare|RiskBased\.java#L5[56]/.test(source));
  expect(held).toHaveLength(6);
  expect(optimumCases).toHaveLength(146 + 6 + 14);
});
