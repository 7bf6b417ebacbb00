import type { Plan } from '../artifacts/plan.ts';
import {
  emitNewSeries,
  emitSeriesKnown,
  emitSeriesNumbers,
  emitSeriesOwners,
  emitSeriesTable,
  emitSeriesValues,
  emitSeriesWanted,
  emitUsedNumbers,
  listSeries,
  type Series,
} from '../sql/series.ts';
import { scopeColumns } from '../sql/columns-needed.ts';
import type { Engine } from './engine.ts';
import { appendNumbers, readNumbers } from './numbers.ts';
import { readRowCount } from './row-count.ts';
import type { Sources } from './sources.ts';

export interface SeriesRequest {
  readonly plan: Plan;
  /** Whether objections were read: a person who objects is delivered as nobody's mother or spouse either. */
  readonly isReserved: boolean;
  /** Draws new numbers of so many digits, none of those in use. */
  readonly draw: (count: number, width: number, used: BigInt64Array) => BigInt64Array;
}

/**
 * Gives every other person, provider, institution and episode that a delivered row names its number in its series: the
 * one in the key store, or a new one that no series has. Runs after the key and before what it was made from is dropped.
 * Gives how many numbers are new to the store. Throws what `draw` throws.
 */
export async function runSeries(engine: Engine, sources: Sources, request: SeriesRequest): Promise<number> {
  for (const series of listSeries(request.plan)) await numberSeries(engine, sources, series, request);
  return readRowCount(engine, emitNewSeries());
}

async function numberSeries(
  engine: Engine,
  sources: Sources,
  s: Series,
  { plan, isReserved, draw }: SeriesRequest,
): Promise<void> {
  await engine.run(emitSeriesTable(s));
  for (const { table, source } of s.columns)
    await sources.each(table, [...new Set([...scopeColumns(table), source])], () =>
      engine.run(emitSeriesValues(s, table, source)),
    );
  await engine.run(emitSeriesOwners(s, isReserved));
  for (const statement of emitSeriesKnown(s)) await engine.run(statement);
  const wanted = await readRowCount(engine, emitSeriesWanted());
  const drawn = wanted === 0 ? new BigInt64Array(0) : draw(wanted, s.width, await readUsed(engine, plan, s));
  await appendNumbers(engine, 'trukket_serie', drawn);
  for (const statement of emitSeriesNumbers(s)) await engine.run(statement);
}

const readUsed = (engine: Engine, { number }: Plan, s: Series): Promise<BigInt64Array> =>
  readNumbers(engine, emitUsedNumbers(s.width, number.handedOver !== undefined));
