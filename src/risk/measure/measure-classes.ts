import { z } from 'zod';
import { PipelineError, refuse } from '../../errors/pipeline-error.ts';
import type { Engine } from '../../engine/engine.ts';
import {
  emitClassCount,
  emitClassTable,
  emitClassTotals,
  emitDropClassParts,
  emitDropNumberedPersons,
  emitEventPairs,
  emitNumberedPersons,
  emitPairs,
  emitPersonCount,
  type RiskPass,
} from '../../sql/risk-classes.ts';
import { emitSensitiveCount, emitSensitiveTables } from '../../sql/risk-sensitive.ts';
import type { RiskQuestion } from './question.ts';

/** What the classes are counted in, and whether a person can be in several. */
export interface CountedTable {
  readonly persons: number;
  /** Rows of persons and classes, one where a person has one class. */
  readonly memberships: number;
  readonly severalClasses: boolean;
}

const totals = z.object({ memberships: z.coerce.number(), unequal: z.coerce.number() });
const count = z.object({ n: z.coerce.number() });

/** Passes are multiplied by this when the memory does not do, up to a limit. */
const FINER = 4;
const MOST_PASSES = 1024;

/**
 * Counts the classes, and the values of sensitive columns in them, in persons where the question names them. A person with
 * several keys counts in each of her classes; which has which is kept, since classes that fall together may then share
 * persons. Where one pass over the rows does not fit the memory, persons are taken in more passes. Throws
 * `risk.weight-differs`, `risk.wildcard-persons` and `run.out-of-memory` (exit 13).
 */
export async function countTable(engine: Engine, q: RiskQuestion): Promise<CountedTable> {
  const persons = q.columns.person !== null;
  const quasi = q.columns.kvasi.length;
  await inPasses(engine, persons, (pass) => [emitClassCount(quasi, persons, pass)]);
  await engine.run(emitClassTable(quasi));
  await engine.run(emitDropClassParts());
  const [total] = await engine.read(emitClassTotals(), totals);
  if (total === undefined) throw new Error('an aggregate without groups gave no row');
  if (total.unequal > 0) throw refuse('run', 'risk.weight-differs', '--vekt', { persons: total.unequal });
  const found = persons ? await countPersons(engine) : total.memberships;
  const table = { persons: found, memberships: total.memberships, severalClasses: found < total.memberships };
  if (table.severalClasses && q.wildcard !== null)
    throw refuse('run', 'risk.wildcard-persons', '--mangler', { persons: found });
  await countSensitive(engine, q);
  if (table.severalClasses || q.events !== null) await pairPersons(engine, q);
  return table;
}

async function countPersons(engine: Engine): Promise<number> {
  for (let of = 1; ; of *= FINER) {
    const done = await tryPasses(of, async (pass) => {
      const [row] = await engine.read(emitPersonCount(pass), count);
      return row?.n ?? 0;
    });
    if (done !== null) return done.reduce((sum, n) => sum + n, 0);
  }
}

async function countSensitive(engine: Engine, q: RiskQuestion): Promise<void> {
  const persons = q.columns.person !== null;
  const quasi = q.columns.kvasi.length;
  for (const i of q.columns.sensitiv.keys()) {
    await inPasses(engine, persons, (pass) => [emitSensitiveCount(i, quasi, persons, pass)]);
    for (const statement of emitSensitiveTables(i, quasi)) await engine.run(statement);
  }
}

async function pairPersons(engine: Engine, q: RiskQuestion): Promise<void> {
  await engine.run(emitNumberedPersons());
  await inPasses(engine, true, (pass) => [emitPairs(q.columns.kvasi.length, pass)]);
  if (q.events !== null)
    await inPasses(engine, true, (pass) => emitEventPairs(q.columns.hendelse.length, pass));
  await engine.run(emitDropNumberedPersons());
}

type Statements = ReturnType<typeof emitEventPairs>;

async function inPasses(
  engine: Engine,
  divisible: boolean,
  emit: (pass: RiskPass) => Statements,
): Promise<void> {
  const work = async (pass: RiskPass): Promise<void> => {
    for (const statement of emit(pass)) await engine.run(statement);
  };
  if (!divisible) return work({ index: 0, of: 1 });
  for (let of = 1; (await tryPasses(of, work)) === null;) of *= FINER;
}

/** The results of all passes, or null where they ran out of memory and more passes may do. */
async function tryPasses<T>(of: number, work: (pass: RiskPass) => Promise<T>): Promise<readonly T[] | null> {
  const done: T[] = [];
  try {
    for (let index = 0; index < of; index++) done.push(await work({ index, of }));
    return done;
  } catch (error) {
    if (of >= MOST_PASSES || !isOutOfMemory(error)) throw error;
    return null;
  }
}

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof PipelineError && error.problems.some((p) => p.code === 'run.out-of-memory');
