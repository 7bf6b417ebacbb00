import { z } from 'zod';
import { refuse } from '../../errors/pipeline-error.ts';
import type { Engine } from '../../engine/engine.ts';
import { isOutOfMemory } from '../../errors/out-of-memory.ts';
import {
  emitClassCount,
  emitClassTable,
  emitClassTotals,
  emitDropClassParts,
  emitDropNumberedPersons,
  emitEventPairs,
  emitKeyedPersons,
  emitNumberedPersons,
  emitPairs,
  emitPersonCount,
  type PairSource,
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
  const counted = await countClasses(engine, q);
  const [total] = await engine.read(emitClassTotals(), totals);
  if (total === undefined) throw new Error('an aggregate without groups gave no row');
  if (total.unequal > 0) throw refuse('run', 'risk.weight-differs', '--vekt', { persons: total.unequal });
  const persons = counted.persons ?? total.memberships;
  const severalClasses = persons < total.memberships;
  if (severalClasses && q.wildcard !== null)
    throw refuse('run', 'risk.wildcard-persons', '--mangler', { persons });
  if (severalClasses || q.events !== null) await pairPersons(engine, q, counted.source);
  await dropParts(engine);
  await countSensitive(engine, q);
  return { persons, memberships: total.memberships, severalClasses };
}

/** Counts into the table of classes; `persons` is null where rows are counted. */
async function countClasses(
  engine: Engine,
  q: RiskQuestion,
): Promise<{ readonly persons: number | null; readonly source: PairSource }> {
  const quasi = q.columns.kvasi.length;
  const weighted = q.columns.vekt !== null;
  const named = q.columns.person !== null;
  const found = await inPasses(named, async (pass) => {
    if (named) await engine.run(emitKeyedPersons(quasi, weighted, pass));
    await engine.run(emitClassCount(quasi, named, weighted, pass));
    return named ? readPersons(engine) : 0;
  });
  await engine.run(emitClassTable(quasi));
  const persons = found.reduce((sum, n) => sum + n, 0);
  return { persons: named ? persons : null, source: found.length === 1 ? 'kept' : 'rows' };
}

async function readPersons(engine: Engine): Promise<number> {
  const [row] = await engine.read(emitPersonCount(), count);
  return row?.n ?? 0;
}

async function countSensitive(engine: Engine, q: RiskQuestion): Promise<void> {
  const named = q.columns.person !== null;
  const quasi = q.columns.kvasi.length;
  for (const i of q.columns.sensitiv.keys()) {
    await inPasses(named, (pass) => engine.run(emitSensitiveCount(i, quasi, named, pass)));
    for (const statement of emitSensitiveTables(i, quasi)) await engine.run(statement);
  }
}

async function dropParts(engine: Engine): Promise<void> {
  for (const statement of emitDropClassParts()) await engine.run(statement);
}

/** What was kept of the only pass saves another look at the rows, unless there is no room beside it. */
async function pairPersons(engine: Engine, q: RiskQuestion, source: PairSource): Promise<void> {
  if (source === 'rows') await dropParts(engine);
  try {
    await pairFrom(engine, q, source);
  } catch (error) {
    if (source === 'rows' || !isOutOfMemory(error)) throw error;
    await pairPersons(engine, q, 'rows');
  }
}

async function pairFrom(engine: Engine, q: RiskQuestion, source: PairSource): Promise<void> {
  await engine.run(emitNumberedPersons(source));
  const quasi = q.columns.kvasi.length;
  await inPasses(source === 'rows', async (pass) => {
    if (source === 'rows') await engine.run(emitKeyedPersons(quasi, false, pass));
    await engine.run(emitPairs(quasi, pass));
  });
  if (q.events !== null)
    await inPasses(true, async (pass) => {
      for (const statement of emitEventPairs(q.columns.hendelse.length, pass)) await engine.run(statement);
    });
  await engine.run(emitDropNumberedPersons());
}

/** Does the work in one pass, and in more where persons can be divided and the memory asks for it. */
async function inPasses<T>(divisible: boolean, work: (pass: RiskPass) => Promise<T>): Promise<readonly T[]> {
  if (!divisible) return [await work({ index: 0, of: 1 })];
  for (let of = 1; ; of *= FINER) {
    const done = await tryPasses(of, work);
    if (done !== null) return done;
  }
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
