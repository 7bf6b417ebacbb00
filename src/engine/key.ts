import { BIGINT, DuckDBDataChunk } from '@duckdb/node-api';
import { z } from 'zod';
import type { Plan } from '../artifacts/plan.ts';
import { refuse } from '../errors/pipeline-error.ts';
import { parquetView } from '../sql/dialect.ts';
import {
  emitDropKeyWork,
  emitKey,
  emitKnownNumbers,
  emitMissingReference,
  emitNewCount,
  emitPersonsWithoutNumber,
  emitSharedNumbers,
  emitStored,
  emitWantedCount,
} from '../sql/key.ts';
import { emitDropPopulation } from '../sql/population.ts';
import type { Engine } from './engine.ts';
import { redact } from './redact.ts';
import { readRowCount } from './row-count.ts';

export interface KeyRequest {
  readonly plan: Plan;
  /** Path under which the stored koblingsnøkkel can be read as Parquet; null when the case has none. */
  readonly stored: string | null;
  /** Draws new numbers, none of those in use. */
  readonly draw: (count: number, used: BigInt64Array) => BigInt64Array;
}

/**
 * Gives every person of the population her løpenummer and reference date: the number she has in the store, or a new one.
 * Gives how many identifiers are new to the store. Throws `run.index-missing`, `run.numbers-shared`, and what `draw` throws.
 */
export async function runKey(engine: Engine, { plan, stored, draw }: KeyRequest): Promise<number> {
  if (stored !== null)
    await engine.run({ id: 'key.stored.source', sql: parquetView('lagret', [stored]), params: [] });
  await engine.run(emitStored(stored === null ? null : 'lagret'));
  await engine.run(emitKnownNumbers());
  await engine.run(emitPersonsWithoutNumber());
  const wanted = await readRowCount(engine, emitWantedCount());
  await appendNumbers(engine, wanted === 0 ? new BigInt64Array(0) : draw(wanted, await readUsed(engine)));
  for (const statement of emitKey(plan)) await engine.run(statement);
  await checkKey(engine);
  return readRowCount(engine, emitNewCount());
}

async function checkKey(engine: Engine): Promise<void> {
  const [missing] = await engine.read(emitMissingReference(), z.object({ persons: z.coerce.number() }));
  const persons = missing?.persons ?? 0;
  if (persons > 0) throw refuse('run', 'run.index-missing', 'referansedato.indeks', { persons });
  const [row] = await engine.read(emitSharedNumbers(), z.object({ shared: z.coerce.number() }));
  const shared = row?.shared ?? 0;
  if (shared > 0) throw refuse('run', 'run.numbers-shared', 'identiteter', { persons: shared });
}

/** Numbers in use, in a typed array: they are pseudonyms of persons, not rows of a register. */
async function readUsed(engine: Engine): Promise<BigInt64Array> {
  return redacted('key.used', () => streamUsed(engine));
}

async function streamUsed(engine: Engine): Promise<BigInt64Array> {
  const used: bigint[] = [];
  const result = await engine.connection.stream('SELECT DISTINCT loepenummer FROM lager');
  for (
    let chunk = await result.fetchChunk();
    chunk !== null && chunk.rowCount > 0;
    chunk = await result.fetchChunk()
  )
    for (const value of chunk.getColumnValues(0)) used.push(value as bigint);
  return BigInt64Array.from(used);
}

const CHUNK_ROWS = 2048;

async function appendNumbers(engine: Engine, numbers: BigInt64Array): Promise<void> {
  await engine.run({
    id: 'key.drawn.table',
    sql: 'CREATE TABLE trukket (loepenummer BIGINT)',
    params: [],
  });
  await redacted('key.drawn', () => append(engine, numbers));
}

async function append(engine: Engine, numbers: BigInt64Array): Promise<void> {
  const appender = await engine.connection.createAppender('trukket');
  for (let start = 0; start < numbers.length; start += CHUNK_ROWS) {
    const part = [...numbers.subarray(start, start + CHUNK_ROWS)];
    const chunk = DuckDBDataChunk.create([BIGINT], part.length);
    chunk.setColumns([part]);
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

/** Work on the connection itself, whose errors would otherwise keep their text. */
async function redacted<T>(step: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw redact(step, error);
  }
}

/** Gives back the memory of everything that only the key was made from. */
export async function dropKeyWork(engine: Engine, plan: Plan, withObjections: boolean): Promise<void> {
  for (const statement of [...emitDropPopulation(plan, withObjections), ...emitDropKeyWork()])
    await engine.run(statement);
}
