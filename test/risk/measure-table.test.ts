import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RiskFigures } from '../../src/artifacts/risk-result.ts';
import { parseHierarchy } from '../../src/risk/lattice/parse-hierarchy.ts';
import { problemsOf } from '../sql/problems.ts';
import { ask, measureRows, openTestEngine, type Row } from './ask.ts';
import { evaluate, evaluateEvents, evaluateSensitive } from './oracle.ts';

const engine = await openTestEngine();

const cell = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 3 }) },
  { weight: 1, arbitrary: fc.constant(null) },
);
const row = fc.record({
  a: cell,
  b: cell,
  c: cell,
  s: fc.integer({ min: 0, max: 5 }),
  p: fc.integer({ min: 0, max: 9 }),
});
const rows = fc.array(row, { minLength: 1, maxLength: 40 });
const kvasi = ['a', 'b', 'c'];
/** Pairs of numbers become one, a missing value a text of its own; and a hierarchy that has no coarser level. */
const halved = parseHierarchy('a', '0.0;0\n1.0;0\n2.0;1\n3.0;1\n;ukjent');
const flat = parseHierarchy('c', '0.0\n1.0\n2.0\n3.0\n\"\"');
const close = (n: number): number => expect.closeTo(n, 10) as number;
const runs = { numRuns: 4 };

describe.each([null, 'p'])('with the person column %s', (person) => {
  const q = ask({ kvasi, person, sensitiv: ['s'] });

  it('classes, persons alone and risks are those of a row by row evaluation, with each column left out too', () =>
    fc.assert(
      fc.asyncProperty(rows, async (drawn) => {
        const f = await measureRows(engine, drawn, q);
        const { persons, atRisk, average, ...expected } = evaluate(drawn, kvasi, person, q.threshold);
        expect([f.persons, pick(f)]).toEqual([
          persons,
          { ...expected, average: close(average), atRisk: close(atRisk) },
        ]);
        for (const without of f.without) {
          const fewer = evaluate(
            drawn,
            kvasi.filter((c) => c !== without.column),
            person,
            q.threshold,
          );
          const { classes, k, uniques } = fewer;
          expect(pick(without)).toEqual({
            classes,
            k,
            uniques,
            average: close(fewer.average),
            atRisk: close(fewer.atRisk),
          });
        }
      }),
      runs,
    ));

  it('with a column one level coarser too, where its hierarchy has a coarser level', () =>
    fc.assert(
      fc.asyncProperty(rows, async (drawn) => {
        const f = await measureRows(engine, drawn, { ...q, coarser: [halved, null, flat] });
        const raised = drawn.map((r) => ({ ...r, a: r.a === null ? 'ukjent' : r.a >> 1 }));
        const { classes, k, uniques, average, atRisk } = evaluate(raised, kvasi, person, q.threshold);
        const [a, ...others] = f.coarser;
        expect([a?.column, a?.figures && pick(a.figures), a?.figures?.l]).toEqual([
          'a',
          { classes, k, uniques, average: close(average), atRisk: close(atRisk) },
          evaluateSensitive(raised, kvasi, person, 's', q.recursiveC).l,
        ]);
        expect(others).toEqual([
          { column: 'b', figures: null },
          { column: 'c', figures: null },
        ]);
      }),
      runs,
    ));

  it('diversity and closeness are those of a row by row evaluation', () =>
    fc.assert(
      fc.asyncProperty(rows, async (drawn) => {
        const [s] = (await measureRows(engine, drawn, q)).sensitive;
        const expected = evaluateSensitive(drawn, kvasi, person, 's', q.recursiveC);
        expect([s?.l.distinct, s?.l.entropy, s?.l.recursive.l]).toEqual([
          expected.l,
          close(expected.entropy),
          expected.recursive,
        ]);
        expect([s?.t.equal, s?.t.ordered]).toEqual([close(expected.equal), close(expected.ordered)]);
      }),
      runs,
    ));

  it('other orders of the rows give the same figures to the last bit', () =>
    fc.assert(
      fc.asyncProperty(rows, async (drawn) => {
        const weighted = ask(
          { kvasi, person: null, sensitiv: ['s'], vekt: 'w' },
          { suda: { maxSize: 3, scoring: 'elliot', fraction: 0.01 } },
        );
        const heavy = drawn.map((r) => ({ ...r, w: 1 + r.s / 3 }));
        const [first, second] = [
          await measureRows(engine, heavy, weighted),
          await measureRows(engine, [...heavy].reverse(), weighted),
        ];
        expect(second).toEqual(first);
        const [one, two] = [
          await measureRows(engine, drawn, q),
          await measureRows(engine, [...drawn].reverse(), q),
        ];
        expect(two).toEqual(one);
      }),
      { numRuns: 2 },
    ));

  it('a coarser table never has more persons at risk, nor more of them alone', () =>
    fc.assert(
      fc.asyncProperty(rows, async (drawn) => {
        const fine = await measureRows(engine, drawn, q);
        const coarse = await measureRows(
          engine,
          drawn.map((r) => ({ ...r, a: r.a === null ? null : r.a >> 1 })),
          q,
        );
        for (const coarser of [coarse, ...fine.without]) {
          expect(coarser.prosecutor.shareAtRisk).toBeLessThanOrEqual(fine.prosecutor.shareAtRisk);
          expect(coarser.uniques).toBeLessThanOrEqual(fine.uniques);
          expect(coarser.k).toBeGreaterThanOrEqual(fine.k);
        }
      }),
      runs,
    ));
});

const pick = (f: Pick<RiskFigures, 'classes' | 'k' | 'uniques' | 'prosecutor'>) => ({
  classes: f.classes,
  k: f.k,
  uniques: f.uniques,
  average: f.prosecutor.average,
  atRisk: f.prosecutor.shareAtRisk,
});

it('a value that a hierarchy does not list is refused, and counted', async () => {
  const q = ask({ kvasi: ['a'] }, { coarser: [parseHierarchy('a', '0.0;0\n1.0;0')] });
  const problems = await problemsOf(() => measureRows(engine, [{ a: 1 }, { a: 7 }, { a: null }], q));
  expect(problems.map((p) => [p.code, p.at, p.got])).toEqual([
    ['risk.hierarchy-misses', 'a', '2 distinct values that are not'],
  ]);
});

it('rows of one person in one class count once, however many they are', async () => {
  const one = [
    { a: 1, p: 1 },
    { a: 1, p: 2 },
  ];
  const f = await measureRows(engine, [...one, ...one, ...one], ask({ kvasi: ['a'], person: 'p' }));
  expect([f.rows, f.persons, f.k, f.severalClasses]).toEqual([6, 2, 2, false]);
});

it('k with known events is that of a row by row evaluation', () =>
  fc.assert(
    fc.asyncProperty(rows, async (drawn) => {
      const q = ask({ kvasi: ['a'], person: 'p', hendelse: ['s'] }, { events: 2, memoryBytes: 4096 });
      const f = await measureRows(engine, drawn, q);
      const [one, two] = [
        evaluateEvents(drawn, ['a'], 'p', 's', 1),
        evaluateEvents(drawn, ['a'], 'p', 's', 2),
      ];
      expect(f.events?.bySize.map((s) => (s.combinations === 0 ? null : s.k))).toEqual([one, two]);
      expect(f.events?.k).toBe(Math.min(f.k, one ?? Infinity, two ?? Infinity));
    }),
    { numRuns: 4 },
  ));

describe('a missing value', () => {
  const drawn: Row[] = [
    { a: 1, b: 1 },
    { a: 1, b: null },
    { a: 2, b: null },
    { a: 2, b: 2 },
  ];
  it('is a value of its own by default', async () => {
    expect((await measureRows(engine, drawn, ask({ kvasi: ['a', 'b'] }))).uniques).toBe(4);
  });
  it('as a wildcard it matches every value', async () => {
    const f = await measureRows(engine, drawn, ask({ kvasi: ['a', 'b'] }, { wildcard: 1 }));
    expect([f.k, f.uniques]).toEqual([2, 0]);
  });
  it('with a smaller alpha it counts less', async () => {
    const f = await measureRows(engine, drawn, ask({ kvasi: ['a', 'b'] }, { wildcard: 0.5 }));
    expect(f.classSizes).toEqual([
      { size: 1.5, classes: 2, persons: 2 },
      { size: 2, classes: 2, persons: 2 },
    ]);
  });
  it('leaves the row out where that is asked for, and the result says how many', async () => {
    const f = await measureRows(
      engine,
      drawn,
      ask({ kvasi: ['a', 'b'] }, { leftOut: { undertrykt: null, missing: true } }),
    );
    expect([f.rows, f.rowsMissing, f.persons]).toEqual([4, 2, 2]);
  });
});

it('rows marked as suppressed are left out where the mark is named, and are a class where it is not', async () => {
  const drawn = [
    { a: 'x', b: 'y' },
    { a: '*', b: '*' },
    { a: '*', b: 'y' },
  ];
  const kept = await measureRows(engine, drawn, ask({ kvasi: ['a', 'b'] }));
  const left = await measureRows(
    engine,
    drawn,
    ask({ kvasi: ['a', 'b'] }, { leftOut: { undertrykt: '*', missing: false } }),
  );
  expect([kept.classes, left.classes, left.rowsSuppressed]).toEqual([3, 2, 1]);
});
