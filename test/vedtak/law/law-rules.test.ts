import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/errors/catalogue.ts';
import { heldElsewhere } from '../../../src/vedtak/law/held-elsewhere.ts';
import { lawRules } from '../../../src/vedtak/law/law-rules.ts';
import { notHeld } from '../../../src/vedtak/law/not-held.ts';
import { modes } from '../../../src/vedtak/law/outcome.ts';
import { assess } from './law-case.ts';
import { lawTable } from './law-table.ts';

const cases = Object.entries(lawTable).flatMap(([problem, of]) =>
  modes.map((mode) => ({ problem, mode, code: of.code, expected: of.outcome[mode], of })),
);

const found = (mode: (typeof modes)[number], problem: string, changes?: Readonly<Record<string, unknown>>) =>
  assess(mode, changes).find((rule) => rule.problem === problem);

describe('in each mode', () => {
  it.each(cases)(
    '$code $problem is $expected in mode $mode where it bites',
    ({ problem, mode, expected, of }) => {
      const changes = { ...of.triggers, ...(mode === 'F' ? of.inF : {}) };
      const rule = found(mode, problem, changes);
      const never = of.never?.includes(mode) === true;
      expect(rule).toMatchObject({ code: of.code, outcome: never ? 'passed' : expected });
      const bites = expected !== 'none' && !never;
      expect(rule?.findings.length).toBeGreaterThanOrEqual(bites ? 1 : 0);
      for (const one of rule?.findings ?? []) expect(one).toMatchObject({ code: problem });
    },
  );

  it.each(cases)(
    '$code $problem is silent in mode $mode where nothing is wrong',
    ({ problem, mode, expected, of }) => {
      const rule = found(mode, problem, of.spares);
      expect(rule).toMatchObject({ outcome: expected === 'none' ? 'none' : 'passed', findings: [] });
    },
  );

  it.each(modes)('a decision that meets every condition has no refusal and no warning in mode %s', (mode) => {
    const left = assess(mode).filter(({ outcome }) => outcome === 'refuse' || outcome === 'warn');
    expect(left.map(({ problem }) => problem)).toEqual([]);
  });
});

describe('the list', () => {
  it('has a case in the table for each of its entries, and no entry twice', () => {
    expect(lawRules.map(({ problem }) => problem).sort()).toEqual(Object.keys(lawTable).sort());
  });

  it('uses no problem code that the error catalogue has', () => {
    expect(lawRules.map(({ problem }) => problem).filter((code) => Object.hasOwn(catalogue, code))).toEqual(
      [],
    );
  });

  const counts = { A: 18, P: 9, T: 17, G: 17, R: 8, M: 16, K: 11, C: 10, D: 12, O: 7, S: 7, U: 7 };
  const all = Object.entries(counts).flatMap(([part, count]) =>
    Array.from({ length: count }, (_, i) => `${part}${i + 1}`),
  );
  const held = new Set(lawRules.map(({ code }) => code));

  it('accounts for every code of parts A to U exactly once: held as a rule, at another place, or not', () => {
    const accounted = [...held, ...heldElsewhere.map((r) => r.code), ...notHeld.map((r) => r.code)];
    expect(accounted.filter((code) => code !== 'DPIA').sort()).toEqual(all.sort());
  });

  it('points at problem codes that there are', () => {
    const known = new Set([...Object.keys(catalogue), ...lawRules.map(({ problem }) => problem)]);
    expect(heldElsewhere.flatMap(({ codes }) => codes).filter((code) => !known.has(code))).toEqual([]);
  });
});
