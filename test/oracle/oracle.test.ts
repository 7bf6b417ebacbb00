import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkCase } from './check-case.ts';
import { drawnDecision } from './drawn-decision.ts';
import { drawnRegisters } from './drawn-registers.ts';
import { renderCase } from './render-case.ts';
import { openWorkshop, type Workshop } from './workshop.ts';

let shop: Workshop;

beforeAll(async () => {
  shop = await openWorkshop();
});

afterAll(() => {
  shop.close();
});

const drawn = fc.record({ decision: drawnDecision, registers: drawnRegisters });

/** Runs the property and prints how the cases ended; a failure shows its seed and the smallest case found. */
async function agree(seed: number, numRuns: number): Promise<void> {
  const endings = new Map<string, number>();
  const property = fc.asyncProperty(drawn, async ({ decision, registers }) => {
    const { ending, differences } = await checkCase(shop, decision, registers);
    endings.set(ending, (endings.get(ending) ?? 0) + 1);
    if (differences.length > 0) throw new Error(differences.join('\n'));
  });
  const outcome = await fc.check(property, { seed, numRuns, interruptAfterTimeLimit: 45_000 });
  const [smallest] = outcome.counterexample ?? [];
  const shown = smallest === undefined ? '' : renderCase(smallest);
  expect(outcome.failed, `seed ${seed}, path ${outcome.counterexamplePath ?? ''}\n${String(outcome.errorInstance)}\n${shown}`).toBe(false);
  console.log([...endings].map(([ending, n]) => `${ending} ${n}`).join('\n'));
}

describe('the program delivers what a plain evaluation of the plan delivers', () => {
  it('on the same cases every time', () => agree(20_250_615, Number(process.env['RUNS'] ?? 40)), 600_000);
});
