import { afterAll, describe, expect, it } from 'vitest';
import { fullLattice } from '../../src/risk/lattice/lattice.ts';
import { openAssessor } from '../../src/risk/lattice/assessor.ts';
import { compileMetric } from '../../src/risk/lattice/compile-metric.ts';
import { searchLattice } from '../../src/risk/lattice/search-lattice.ts';
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
  [/DomainShare/, 'hierarchies built by the test, of a domain that is not the data'],
  [/RiskBased\.java#L5[56]/, 'population uniqueness: the given transformation alone is assessed, below'],
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

it('every case that is not left out by name is searched', () => {
  expect(optimumCases.filter(isUsed)).toHaveLength(146);
});

/**
 * Population uniqueness of the Adult sample in the United States. Which of the smallest classes go is open, as in the other
 * demands on the sample, and ARX's figure cannot be had to the last digit: neither the inhabitants that it counts nor how
 * many persons it suppressed is in the files. So a case is held to losing no more than ARX does, and hardly less.
 */
describe.each([
  ['RiskBased.java#L55', estimateZayatz, 2e-3],
  ['RiskBased.java#L56', estimatePitman, 2e-2],
] as const)('%s', (source, estimator, apart) => {
  it('the transformation that ARX gives meets the demand at no greater loss', async () => {
    const one = optimumCases.find((c) => c.source.endsWith(source));
    const base = await tables.read('all', '');
    const metric = metricOf(one?.config.metric ?? { fn: '', args: [] });
    const estimate = (sizes: ReadonlyMap<number, number>, units: number): number => {
      const histogram = [...sizes]
        .map(([size, classes]) => ({ size, classes }))
        .sort((a, b) => a.size - b.size);
      const uniques = estimator({ sizes: histogram, sample: units, population: USA });
      return (uniques ?? 0) / USA;
    };
    const weights = base.layout.hierarchies.map(() => 1);
    const assessor = openAssessor({
      ...{ base, lattice: fullLattice(base.layout.hierarchies), metric, weights },
      demands: [{ type: 'populationUniqueness', threshold: 0.0001, estimate }],
      ...{ maxSuppression: 0.04, alternatives: 0, recount: null, cacheBytes: 1e8, isOver: () => false },
    });
    const outcome = await assessor.assess(one?.expectedTransformation ?? []);
    const [loss = Infinity] = compileMetric(base, metric, weights).score(outcome);
    const [expected = 0] = one?.expectedLoss ?? [];
    expect(assessor.isValid(outcome)).toBe(true);
    expect(loss).toBeLessThanOrEqual(expected);
    expect(loss).toBeGreaterThan(expected * (1 - apart));
  });
});
