import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planSchema } from '../../src/artifacts/plan.ts';
import type { PlanInput } from '../../src/plan/context.ts';
import { compilePlan, hashPlan } from '../../src/plan/compile-plan.ts';
import { readVedtak } from '../../src/vedtak/read-vedtak.ts';
import { input } from '../sql/catalogue-schema.ts';
import { decide, type Said } from '../sql/decision.ts';
import { problemsOf } from '../sql/problems.ts';
import { proeveInput } from '../sql/proeve-register.ts';

const HASH = 'a'.repeat(64);
const TODAY = '2026-11-01';
const valid = ['ett-register', 'to-kilder-snitt', 'alle-minimeringer'];
const bytesOf = (name: string): Buffer =>
  readFileSync(new URL(`../../fixtures/vedtak/valid/${name}.json`, import.meta.url));
const compile = (name: string) => compilePlan(input, readVedtak(bytesOf(name), TODAY).vedtak, HASH);

describe.each(valid)('the plan of %s', (name) => {
  it('is the same each time, down to its hash', () => {
    expect(compile(name)).toEqual(compile(name));
    expect(hashPlan(compile(name))).toBe(hashPlan(compile(name)));
  });
  it('written as JSON reads as itself, with the same hash', () => {
    const plan = compile(name);
    const again = planSchema.parse(JSON.parse(JSON.stringify(plan)));
    expect(again).toEqual(plan);
    expect(hashPlan(again)).toBe(hashPlan(plan));
  });
  it('does not depend on the order of the keys in the decision', () => {
    const text = JSON.parse(bytesOf(name).toString()) as unknown;
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const shuffled = Buffer.from(JSON.stringify(shuffleKeys(text, seed)));
        const plan = compilePlan(input, readVedtak(shuffled, TODAY).vedtak, HASH);
        expect(hashPlan(plan)).toBe(hashPlan(compile(name)));
      }),
      { numRuns: 10 },
    );
  });
  it('is another for another decision file', () => {
    const other = compilePlan(input, readVedtak(bytesOf(name), TODAY).vedtak, 'b'.repeat(64));
    expect(hashPlan(other)).not.toBe(hashPlan(compile(name)));
  });
});

/** The same value with the keys of every object in another order. */
function shuffleKeys(value: unknown, seed: number): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffleKeys(item, seed));
  if (typeof value !== 'object' || value === null) return value;
  const rank = (key: string): number =>
    Array.from(key).reduce((hash, c) => (hash * 31 + c.charCodeAt(0)) | 0, seed);
  const entries = Object.entries(value).sort(([a], [b]) => rank(a) - rank(b));
  return Object.fromEntries(entries.map(([key, member]) => [key, shuffleKeys(member, seed)]));
}

const problemsIn = (said: Said, held: PlanInput = proeveInput) =>
  problemsOf(() => compilePlan(held, decide(said), HASH));

describe('problems', () => {
  it('of all parts of a decision are told at once', async () => {
    const problems = await problemsIn({
      utvalg: { kilde: { register: 'proeve', tabell: 'maaling' }, hvor: [{ variabel: 'hoeyde', lik: 'x' }] },
      registre: [
        { variabler: [{ navn: 'foedselsnummer' }, { navn: 'dag' }] },
        { register: 'ukjent', variabler: [{ navn: 'x' }] },
      ],
      utlevering: { form: 'individdata', kanal: 'analyserom', format: 'csv', mottakere: ['x'] },
    });
    expect(problems.map(({ code, at }) => `${code} ${at}`).sort()).toEqual([
      'plan.direct-identifier registre[0].variabler[0]',
      'plan.needs-reason registre[0].variabler[1]',
      'plan.unknown-register registre[1].register',
      'plan.unknown-variable utvalg.hvor[0].variabel',
    ]);
  });
  it('refuse the plan with exit status 11', () => {
    expect(() => compilePlan(proeveInput, decide({ registre: [{ register: 'ukjent' }] }), HASH)).toThrow(
      expect.objectContaining({ stage: 'plan', exitCode: 11 }) as Error,
    );
  });
  it('name no column twice for one variable', async () => {
    const problems = await problemsIn({ registre: [{ variabler: [{ navn: 'hoeyde' }] }] });
    expect(problems).toHaveLength(1);
  });
});
