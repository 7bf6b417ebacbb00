import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openAssessor } from '../../src/risk/lattice/assessor.ts';
import { chooseCoarsening } from '../../src/risk/lattice/choose-coarsening.ts';
import { compileMetric } from '../../src/risk/lattice/compile-metric.ts';
import { isAtMost } from '../../src/risk/lattice/lattice.ts';
import { compareScores } from '../../src/risk/lattice/score.ts';
import { drawnQuestion } from './drawn-question.ts';
import { assessAll } from './every-transformation.ts';

it('the search finds what looking at every transformation finds, and the next best with it', async () => {
  await fc.assert(
    fc.asyncProperty(drawnQuestion, async (question) => {
      const valid = assessAll(question).filter((one) => one.valid);
      const found = await chooseCoarsening(question);
      expect(found.exact).toBe(true);
      if (found.type === 'none') {
        expect(valid).toEqual([]);
        return;
      }
      const best = valid.slice(0, 1 + question.alternatives);
      const given = [found.chosen, ...found.alternatives];
      expect(given.map(({ levels, score }) => [levels, score])).toEqual(
        best.map(({ levels, score }) => [levels, score]),
      );
      expect(found.bound).toEqual(found.chosen.score);
    }),
    { numRuns: 150 },
  );
});

it('no more is suppressed than may be', async () => {
  await fc.assert(
    fc.asyncProperty(drawnQuestion, async (question) => {
      const found = await chooseCoarsening(question);
      if (found.type === 'none') return;
      expect(found.chosen.suppressed / question.base.total).toBeLessThanOrEqual(question.maxSuppression);
      for (const one of found.alternatives) expect(one.suppressed).toBeLessThanOrEqual(found.limit);
    }),
    { numRuns: 100 },
  );
});

it('what a transformation needs is suppressed by everything finer, and its floors hold there', () => {
  fc.assert(
    fc.property(drawnQuestion, (question) => {
      const metric = compileMetric(question.base, question.metric, question.weights);
      const { isRuledOut } = openAssessor(question);
      const all = assessAll(question);
      for (const coarse of all)
        for (const fine of all) {
          if (!isAtMost(fine.levels, coarse.levels)) continue;
          if (!fine.outcome.barred)
            expect(coarse.outcome.needed).toBeLessThanOrEqual(fine.outcome.suppressed + 1e-6);
          if (isRuledOut(coarse.outcome)) expect(fine.valid).toBe(false);
          const near = (score: readonly number[]): readonly number[] =>
            score.map((value) => value - 1e-9 * Math.max(1, Math.abs(value)));
          expect(compareScores(near(metric.floor(fine.levels, null)), coarse.score)).toBeLessThanOrEqual(0);
          const burdened = metric.floor(fine.levels, metric.burden(coarse.outcome));
          expect(compareScores(near(burdened), fine.score)).toBeLessThanOrEqual(0);
          const carried = metric.carry(fine.outcome);
          if (carried !== null) expect(compareScores(near(carried), coarse.score)).toBeLessThanOrEqual(0);
        }
    }),
    { numRuns: 30 },
  );
});

it('a search that is ended early gives a bound that the true optimum does not go below', async () => {
  await fc.assert(
    fc.asyncProperty(drawnQuestion, fc.integer({ min: 0, max: 5 }), async (question, steps) => {
      let left = steps;
      const found = await chooseCoarsening({ ...question, isOver: () => (left -= 1) < 0 });
      const [best] = assessAll(question).filter((one) => one.valid);
      if (found.exact || found.type === 'none') return;
      expect(compareScores(found.bound, best?.score ?? [])).toBeLessThanOrEqual(0);
      expect(compareScores(found.chosen.score, best?.score ?? [])).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 100 },
  );
});

it('each transformation one level finer is listed with the demands that fail there', async () => {
  await fc.assert(
    fc.asyncProperty(drawnQuestion, async (question) => {
      const found = await chooseCoarsening(question);
      if (found.type === 'none') return;
      const finer = found.chosen.levels.filter((level) => level > 0).length;
      expect(found.forced).toHaveLength(finer);
      for (const one of found.forced)
        if (one.reason === 'tooMuchSuppressed') expect(one.failing).not.toEqual([]);
        else expect(compareScores(one.score, found.chosen.score)).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 100 },
  );
});
