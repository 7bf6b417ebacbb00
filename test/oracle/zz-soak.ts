import fc from 'fast-check';
import { checkCase } from './check-case.ts';
import { drawnDecision } from './drawn-decision.ts';
import { drawnRegisters } from './drawn-registers.ts';
import { renderCase } from './render-case.ts';
import { openWorkshop } from './workshop.ts';
import { writeFileSync } from 'node:fs';
const [seed, n, only] = process.argv.slice(2).map(Number);
const shop = await openWorkshop();
const cases = fc.sample(fc.record({ decision: drawnDecision, registers: drawnRegisters }), { seed, numRuns: n } as never) as any[];
const ends = new Map<string, number>();
const t0 = performance.now();
for (const [i, c] of cases.entries()) {
  if (only !== undefined && i !== only) continue;
  try {
    const r = await checkCase(shop, c.decision, c.registers);
    ends.set(r.ending, (ends.get(r.ending) ?? 0) + 1);
    if (r.differences.length) { console.log(`#${i}`, r.ending, r.differences.slice(0, 6).join('\n   ')); writeFileSync(`/tmp/case-${i}.txt`, renderCase(c)); }
  } catch (e) { console.log(`#${i} THREW`, (e as Error).stack?.slice(0, 600)); writeFileSync(`/tmp/case-${i}.txt`, renderCase(c)); }
}
console.log(Object.fromEntries(ends), ((performance.now() - t0) / 1000 / cases.length).toFixed(2), 's/case');
shop.close();
