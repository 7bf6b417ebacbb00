import { afterAll, describe, expect, it } from 'vitest';
import { fullLattice } from '../../src/risk/lattice/lattice.ts';
import { searchLattice } from '../../src/risk/lattice/search-lattice.ts';
import { ADULT_COLUMNS, openAdultTables } from './adult-tables.ts';
import { demandsOf, metricOf, nameOf, optimumCases, subsetOf } from './lattice-cases.ts';

/** Cases that are no oracle here, and why. */
const LEFT_OUT: readonly (readonly [RegExp, string])[] = [
  [/EntropyLDiversity\.java#L(46|49)/, 'ARX aborts early, so that its answer depends on the order of hash buckets'],
  [/TCloseness\.java#L65/, 'ARX assumes practical monotonicity and returns a worse transformation'],
  [/DifferentialPrivacy/, '(epsilon, delta)-differential privacy samples at random'],
  [/LocalRecoding/, 'several transformations in one table; no loss is given'],
  [/Profitability/, 'a model of costs and benefits'],
  [/DomainShare/, 'hierarchies built by the test, of a domain that is not the data'],
  [/RiskBased\.java#L5[56]/, 'population uniqueness, whose estimate the caller brings'],
];

const isUsed = ({ source }: { readonly source: string }): boolean =>
  LEFT_OUT.every(([pattern]) => !pattern.test(source));

const tables = await openAdultTables();
afterAll(() => {
  tables.close();
});

describe.each(optimumCases.filter(isUsed).map((one) => [nameOf(one.source), one] as const))('%s', (_, one) => {
  it('finds the transformation with the least loss', async () => {
    const { config, sensitive } = one;
    const base = await tables.read(subsetOf(config.privacyModels), sensitive);
    const quasi = ADULT_COLUMNS.filter((column) => column !== sensitive);
    const began = performance.now();
    const { ranking, assessed } = await searchLattice({
      base,
      lattice: fullLattice(base.layout.hierarchies),
      demands: demandsOf(config.privacyModels),
      maxSuppression: config.suppressionLimit,
      metric: metricOf(config.metric),
      weights: quasi.map((column) =>
        one.attributeWeights === 'none' ? 1 : (ADULT_COLUMNS.indexOf(column) + 1) / ADULT_COLUMNS.length,
      ),
      alternatives: 0,
      recount: null,
      cacheBytes: 1e8,
      isOver: () => false,
    });
    if (process.env['SHOW']) console.log(nameOf(one.source), assessed.length, (performance.now() - began).toFixed(0), ranking.best()[0]?.score, one.trueOptimum?.loss ?? one.expectedLoss, ranking.best()[0]?.levels.join(), one.expectedTransformation?.join());
    const [best] = ranking.best();
    if (one.expectedTransformation == null) {
      expect(best).toBeUndefined();
      return;
    }
    const expected = one.trueOptimum?.loss ?? one.expectedLoss ?? [];
    expect(best?.score.length).toBe(expected.length);
    best?.score.forEach((value, i) => {
      const other = expected[i] ?? 0;
      expect(Math.abs(value - other)).toBeLessThanOrEqual(1e-8 * Math.max(1e-3, Math.abs(other)));
    });
  });
});
