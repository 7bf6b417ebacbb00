import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkCase, type Beside } from './check-case.ts';
import { combinedDecision, drawnDecision } from './drawn-decision.ts';
import { drawnRegisters } from './drawn-registers.ts';
import { renderCase } from './render-case.ts';
import { oneRowEach } from './evaluated-joined.ts';
import { mostlyKnownElsewhere } from './known-elsewhere.ts';
import { openWorkshop, type Workshop } from './workshop.ts';
import { withoutEmptyTexts } from './written-csv.ts';

let shop: Workshop;

beforeAll(async () => {
  shop = await openWorkshop();
});

afterAll(() => shop.close());

const MINUTES = 60_000;
const beside = fc.constantFrom<Beside>('shuffled', 'csv', 'arrow', 'passes', 'earlier');
const drawsControls = ({ utvalg }: Readonly<Record<string, unknown>>): boolean =>
  JSON.stringify(utvalg).includes('"kontroller"');
const isDerived = (decision: Readonly<Record<string, unknown>>): boolean =>
  JSON.stringify(decision['kobling']).includes('"avledet"');

const isJoined = (decision: Readonly<Record<string, unknown>>): boolean =>
  JSON.stringify(decision['kobling']).includes('"sammenstilt"');
/** The tables that the catalogue gives one row a person. */
const ONE_ROW = ['dar.doedsfall', 'freg.person'];

const casesOf = (decision: typeof drawnDecision) =>
  fc
    .noBias(fc.record({ decision, registers: drawnRegisters, beside }))
    .map((c) =>
      c.beside === 'earlier' && drawsControls(c.decision) ? { ...c, beside: 'passes' as const } : c,
    )
    .map((c) => (isDerived(c.decision) ? { ...c, registers: mostlyKnownElsewhere(c.registers) } : c))
    .map((c) => (isJoined(c.decision) ? { ...c, registers: oneRowEach(c.registers, ONE_ROW) } : c));
const drawn = casesOf(drawnDecision);
const combined = casesOf(combinedDecision);

/** Checks so many drawn cases and gives how many ended in a delivery; a failure shows its seed and the smallest case found. */
async function countDeliveries(seed: number, numRuns: number, cases = drawn): Promise<number> {
  let delivered = 0;
  const property = fc.asyncProperty(cases, async (c) => {
    const registers = c.beside === 'csv' ? withoutEmptyTexts(c.registers) : c.registers;
    const { ending, differences } = await checkCase(shop, c.decision, registers, [c.beside]);
    if (differences.length > 0) throw new Error(differences.join('\n'));
    if (ending === 'delivered') delivered += 1;
  });
  const outcome = await fc.check(property, { seed, numRuns, endOnFailure: true });
  if (!outcome.failed) return delivered;
  const path = outcome.counterexamplePath ?? '';
  const again = await fc.check(property, { seed, path, interruptAfterTimeLimit: MINUTES });
  const { errorInstance, counterexample } = again.failed ? again : outcome;
  const shown = counterexample === null ? '' : renderCase(counterexample[0]);
  throw new Error([`seed ${seed}, path ${path}`, String(errorInstance), shown].join('\n'));
}

const seed = randomInt(2 ** 31);

describe('the program delivers, and refuses, as a plain evaluation of the plan does', () => {
  it(
    'on the same cases every time, of which enough end in a delivery',
    async () => {
      expect(await countDeliveries(41, 8)).toBeGreaterThanOrEqual(2);
    },
    4 * MINUTES,
  );

  it(
    'where quasi-identifiers of several tables are judged together',
    async () => {
      expect(await countDeliveries(3, 3, combined)).toBeGreaterThanOrEqual(2);
    },
    4 * MINUTES,
  );

  it(
    `on new cases every time, now of seed ${seed}`,
    async () => {
      expect(await countDeliveries(seed, 3)).toBeGreaterThanOrEqual(0);
    },
    4 * MINUTES,
  );
});
