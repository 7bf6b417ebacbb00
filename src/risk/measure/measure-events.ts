import { z } from 'zod';
import type { EventFigures } from '../../artifacts/risk-result.ts';
import type { Engine } from '../../engine/engine.ts';
import { emitEventFigures, emitEventTables, emitEventWork, emitSupport } from '../../sql/risk-events.ts';
import type { RiskQuestion } from './question.ts';

const number = z.coerce.number();
const figuresRow = z.object({ k: number, combinations: number, uniques: number, singled: number });

/** What a grouped combination takes of the memory while it is counted, and the share of the memory that counting may take. */
const COMBINATION_BYTES = 96;
const MEMORY_SHARE = 0.4;

/**
 * k^m-anonymity of persons and their events (Terrovitis, Mamoulis and Kalnis 2008, with quasi-identifiers that the attacker
 * knows besides): the least number of persons who share a combination of quasi-identifiers and any up to m distinct events,
 * an event being the values of the event columns in one row. Combinations that nobody has are not counted. `k` is that of
 * the quasi-identifiers alone: an attacker may know no event.
 */
export async function measureEvents(
  engine: Engine,
  q: RiskQuestion,
  k: number,
): Promise<EventFigures | null> {
  if (q.events === null) return null;
  const sizes = q.events === 1 ? ([1] as const) : ([1, 2] as const);
  const bySize: EventFigures['bySize'][number][] = [];
  for (const m of sizes) {
    const { k: least, combinations, uniques, singled } = await countSupport(engine, q, m);
    bySize.push({ events: m, k: least, combinations, uniques, persons: singled });
  }
  const smallest = bySize.filter((s) => s.combinations > 0).map((s) => s.k);
  return { m: q.events, columns: q.columns.hendelse, k: Math.min(k, ...smallest), bySize };
}

async function countSupport(engine: Engine, q: RiskQuestion, m: 1 | 2): Promise<z.infer<typeof figuresRow>> {
  const [work] = await engine.read(emitEventWork(m), z.object({ n: number }));
  const shares = Math.max(
    1,
    Math.ceil(((work?.n ?? 0) * COMBINATION_BYTES) / (q.memoryBytes * MEMORY_SHARE)),
  );
  for (const statement of emitEventTables()) await engine.run(statement);
  for (let index = 0; index < shares; index++)
    for (const statement of emitSupport(m, index, shares)) await engine.run(statement);
  const [row] = await engine.read(emitEventFigures(), figuresRow);
  if (row === undefined) throw new Error('an aggregate without groups gave no row');
  return row;
}
