import fc from 'fast-check';
import { afterAll, beforeAll, it } from 'vitest';
import { checkCase } from './check-case.ts';
import { combinedDecision, drawnDecision } from './drawn-decision.ts';
import { drawnRegisters } from './drawn-registers.ts';
import { oneRowEach } from './evaluated-joined.ts';
import { renderCase } from './render-case.ts';
import { mostlyKnownElsewhere } from './known-elsewhere.ts';
import { openWorkshop, type Workshop } from './workshop.ts';
let shop: Workshop;
beforeAll(async () => {
  shop = await openWorkshop();
});
afterAll(() => shop.close());
it('soak', async () => {
  const until = Date.now() + 70_000;
  const ends = new Map<string, number>();
  let seed = Number(process.env['SEED'] ?? 1);
  const want = process.env['WANT'] ?? '';
  while (Date.now() < until) {
    seed += 1;
    const arb = fc.noBias(
      fc.record({
        decision: process.env['COMB'] ? combinedDecision : drawnDecision,
        registers: drawnRegisters,
      }),
    );
    for (const c0 of fc.sample(arb, { seed, numRuns: 1 })) {
      const text = JSON.stringify(c0.decision);
      if (!want.split(',').every((w) => text.includes(w))) continue;
      let registers = text.includes('"avledet"') ? mostlyKnownElsewhere(c0.registers) : c0.registers;
      if (text.includes('"sammenstilt"')) registers = oneRowEach(registers, ['dar.doedsfall', 'freg.person']);
      const kind = (text.includes('"sammenstilt"') ? 'J' : '') + (text.includes('"generaliser"') ? 'G' : '');
      const got = await checkCase(shop, c0.decision, registers, ['shuffled']).catch((e: unknown) => ({
        ending: 'crash',
        differences: [e instanceof Error ? String(e.stack) : JSON.stringify(e)],
      }));
      const k = `${kind} ${got.ending}`;
      ends.set(k, (ends.get(k) ?? 0) + 1);
      if (got.differences.length > 0) {
        console.log('SEED', seed, kind, got.ending, got.differences.slice(0, 4).join('\n').slice(0, 1800));
        if (process.env['SHOW']) console.log(renderCase({ ...c0, registers, beside: 'shuffled' } as never));
        break;
      }
    }
  }
  console.log(
    [...ends]
      .sort()
      .map(([k, n]) => `${n} ${k}`)
      .join('\n'),
  );
}, 100_000);
