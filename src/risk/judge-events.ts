import { z } from 'zod';
import type { Engine } from '../engine/engine.ts';
import { isOutOfMemory } from '../errors/out-of-memory.ts';
import {
  emitEventOthers,
  emitEventOthersCount,
  emitEventVerdict,
  emitSupport,
  emitSupportTable,
  emitSuppressEvents,
  type Share,
} from '../sql/judge-events.ts';
import type { JudgedTable } from '../sql/judged-table.ts';

const number = z.number();
const verdictRow = z.object({ k: number, combinations: number, violating: number });

/** What was found of one demand on events. */
export interface EventVerdict extends z.infer<typeof verdictRow> {
  readonly m: 1 | 2;
  /** Persons with an event and no row in the judged table. */
  readonly others: number;
}

/** Shares are multiplied by this where one does not fit the memory, up to a limit. */
const FINER = 4;
const MOST_SHARES = 1024;

/**
 * k^m-anonymity (Terrovitis, Mamoulis and Kalnis 2008) with quasi-identifiers that the attacker knows besides: the fewest
 * persons who share a class and any one, or up to m, events, an event being the values of the columns in one row. Of
 * combinations that somebody has; exact; persons whatever the unit of the demand. A person without a row in the judged
 * table shares a class with those who have none either. Null where nothing is demanded. Throws `run.out-of-memory`.
 */
export async function readEventVerdict(engine: Engine, j: JudgedTable): Promise<EventVerdict | null> {
  if (j.events === null) return null;
  for (const statement of emitEventOthers(j)) await engine.run(statement);
  const [others] = await engine.read(emitEventOthersCount(), z.object({ n: number }));
  const found: z.infer<typeof verdictRow>[] = [];
  for (const m of sizesOf(j.events.m)) found.push(await countSupport(engine, j, m));
  const some = found.filter(({ combinations }) => combinations > 0).map(({ k }) => k);
  const sum = (of: 'combinations' | 'violating'): number => found.reduce((total, f) => total + f[of], 0);
  return {
    m: j.events.m,
    k: some.length === 0 ? 0 : Math.min(...some),
    combinations: sum('combinations'),
    violating: sum('violating'),
    others: others?.n ?? 0,
  };
}

/** Marks the persons whom too few share a combination with, after `readEventVerdict`. */
export async function suppressByEvents(engine: Engine, j: JudgedTable): Promise<void> {
  if (j.events === null) return;
  for (const m of sizesOf(j.events.m))
    await inShares((of) => eachShare(of, (share) => engine.run(emitSuppressEvents(j, m, share))));
}

const sizesOf = (m: 1 | 2): readonly (1 | 2)[] => (m === 1 ? [1] : [1, 2]);

async function countSupport(engine: Engine, j: JudgedTable, m: 1 | 2): Promise<z.infer<typeof verdictRow>> {
  await inShares(async (of) => {
    await engine.run(emitSupportTable());
    await eachShare(of, (share) => engine.run(emitSupport(m, share)));
  });
  const [row] = await engine.read(emitEventVerdict(j), verdictRow);
  if (row === undefined) throw new Error('an aggregate without groups gave no row');
  return row;
}

async function eachShare(of: number, work: (share: Share) => Promise<void>): Promise<void> {
  for (let index = 0; index < of; index++) await work({ index, of });
}

/** Does the work on all combinations at once, and again in more shares where the memory asks for it. */
async function inShares(work: (of: number) => Promise<void>): Promise<void> {
  for (let of = 1; ; of *= FINER) {
    try {
      await work(of);
      return;
    } catch (error) {
      if (of >= MOST_SHARES || !isOutOfMemory(error)) throw error;
    }
  }
}
