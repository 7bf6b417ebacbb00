import { afterAll, describe, expect, it } from 'vitest';
import { openAssessor } from '../../src/risk/lattice/assessor.ts';
import { compileMetric } from '../../src/risk/lattice/compile-metric.ts';
import { fullLattice } from '../../src/risk/lattice/lattice.ts';
import { openAdultTables } from './adult-tables.ts';
import { demandsOf, metricOf, nameOf, nodeCases, subsetOf } from './lattice-cases.ts';

const tables = await openAdultTables();
afterAll(() => {
  tables.close();
});

describe.each(nodeCases.map((one) => [nameOf(one.source), one.config.metric.fn, one] as const))(
  '%s %s',
  (_, __, { config, sensitive, nodes }) => {
    it('scores every given transformation as ARX does', async () => {
      const base = await tables.read(subsetOf(config.privacyModels), sensitive);
      const metric = metricOf(config.metric);
      const weights = base.layout.hierarchies.map(() => 1);
      const assessor = openAssessor({
        base,
        lattice: fullLattice(base.layout.hierarchies),
        demands: demandsOf(config.privacyModels),
        maxSuppression: config.suppressionLimit,
        metric,
        weights,
        alternatives: 0,
        recount: null,
        cacheBytes: 1e8,
        isOver: () => false,
      });
      const { score } = compileMetric(base, metric, weights);
      for (const { transformation, loss } of nodes) {
        const found = score(await assessor.assess(transformation));
        expect(found.length).toBe(loss.length);
        found.forEach((value, i) => {
          expect(Math.abs(value - (loss[i] ?? 0))).toBeLessThanOrEqual(
            1e-8 * Math.max(1e-3, Math.abs(value)),
          );
        });
      }
    });
  },
);
