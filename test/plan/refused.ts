import { describe, expect, it } from 'vitest';
import { compilePlan } from '../../src/plan/compile-plan.ts';
import type { PlanInput } from '../../src/plan/context.ts';
import { decide, type Said, type WrittenCondition, type WrittenVariable } from '../sql/decision.ts';
import { problemsOf } from '../sql/problems.ts';
import { proeveInput } from '../sql/proeve-register.ts';

/** What a decision may not say, the code it is refused with, and the nearest thing that it may. */
export type Refused = readonly [rule: string, code: string, refused: Said, accepted: Said];

export const KILDE = { register: 'proeve', tabell: 'maaling' };
export const fixed = { metode: 'fast', dato: '2020-01-01' } as const;
export const moved = { navn: 'dag', minimering: { type: 'referansedato' } } as const;

/** Codes with which the plan of a decision is refused, none when it is not. */
export const codesOf = async (said: Said, input: PlanInput = proeveInput): Promise<string[]> =>
  (await problemsOf(() => compilePlan(input, decide(said), '0'.repeat(64)))).map(({ code }) => code);

export const variable = (variabel: WrittenVariable): Said => ({ registre: [{ variabler: [variabel] }] });
export const minimised = (navn: string, minimering: WrittenVariable['minimering']): Said =>
  variable({ navn, minimering });
export const where = (condition: WrittenCondition): Said => ({ utvalg: { kilde: KILDE, hvor: [condition] } });

/** A decision on three tables, with these quasi-identifiers. */
export const quasi = (kvasi: string[], more: object = {}): Said => ({
  anonymitet: { k: 2, kvasi, ...more },
  registre: [
    { variabler: [{ navn: 'antall' }] },
    { tabell: 'person', variabler: [{ navn: 'antall' }] },
    { register: 'annen', tabell: 'person', variabler: [{ navn: 'antall' }] },
  ],
});

/** Each is refused with its code alone, and its neighbour is accepted. */
export function expectRefused(rule: string, cases: readonly Refused[]): void {
  describe(rule, () => {
    it.each(cases)('%s', async (_, code, refused, accepted) => {
      expect(await codesOf(refused)).toEqual([code]);
      expect(await codesOf(accepted)).toEqual([]);
    });
  });
}
