import { z } from 'zod';
import type { Plan } from '../artifacts/plan.ts';
import { refuse } from '../errors/pipeline-error.ts';
import { parquetView } from '../sql/dialect.ts';
import {
  emitDrawnTable,
  emitDropKeyWork,
  emitKey,
  emitKnownNumbers,
  emitMissingReference,
  emitNewCount,
  emitPersonsWithoutNumber,
  emitSharedNumbers,
  emitStored,
  emitUsed,
  emitWantedCount,
} from '../sql/key.ts';
import {
  emitDropOffsets,
  emitKnownOffsets,
  emitLongOffsets,
  emitOffsetTable,
  emitWantedOffsets,
  type RandomReference,
} from '../sql/offsets.ts';
import { emitDropControls } from '../sql/controls.ts';
import { emitDropPopulation } from '../sql/population.ts';
import { emitDropKeyFile, emitHandedOverNumbers } from '../sql/key-file.ts';
import { runControls } from './controls.ts';
import { checkSameWay } from './derived.ts';
import type { Engine } from './engine.ts';
import { checkNumbersKept } from './key-file.ts';
import { appendNumbers, readNumbers } from './numbers.ts';
import { readRowCount } from './row-count.ts';

export interface KeyRequest {
  readonly plan: Plan;
  /** Path under which the stored koblingsnøkkel can be read as Parquet; null when the case has none. */
  readonly stored: string | null;
  /** Draws new numbers, none of those in use. */
  readonly draw: (count: number, used: BigInt64Array) => BigInt64Array;
  /** Decides the order in which controls are drawn; nobody must be able to guess it. */
  readonly seed: string;
  /** Draws offsets in days, at most so many either way. */
  readonly drawOffsets: (count: number, maxDays: number) => BigInt64Array;
  /** Tells the secret from others that delivered numbers are derived under; null where they are not. */
  readonly fingerprint: bigint | null;
}

/**
 * Gives every person of the population her løpenummer and reference date: the number that another party has assigned, or
 * the one she has in the store, or a new one. Gives how many identifiers are new to the store. Controls are drawn first.
 * Throws `run.numbers-otherwise`, `run.key-file-changed`, `run.controls-few`, `run.index-missing`, `run.numbers-shared`, `run.offset-too-long`,
 * and what `draw` throws.
 */
export async function runKey(engine: Engine, request: KeyRequest): Promise<number> {
  const { plan, stored, draw, drawOffsets, seed } = request;
  if (stored !== null)
    await engine.run({ id: 'key.stored.source', sql: parquetView('lagret', [stored]), params: [] });
  for (const statement of emitStored(stored === null ? null : 'lagret')) await engine.run(statement);
  await checkSameWay(engine, request.fingerprint);
  await runKnownNumbers(engine, plan);
  await runControls(engine, plan, seed);
  await engine.run(emitPersonsWithoutNumber());
  const wanted = await readRowCount(engine, emitWantedCount());
  await engine.run(emitDrawnTable());
  const drawn = wanted === 0 ? new BigInt64Array(0) : draw(wanted, await readNumbers(engine, emitUsed()));
  await appendNumbers(engine, 'trukket', drawn);
  if (plan.reference?.type === 'random') await drawReferences(engine, plan.reference, drawOffsets);
  for (const statement of emitKey(plan)) await engine.run(statement);
  await checkKey(engine, plan);
  return readRowCount(engine, emitNewCount(plan));
}

async function runKnownNumbers(engine: Engine, { number: { handedOver } }: Plan): Promise<void> {
  if (handedOver === undefined) return engine.run(emitKnownNumbers());
  await checkNumbersKept(engine, handedOver);
  await engine.run(emitHandedOverNumbers());
}

async function checkKey(engine: Engine, plan: Plan): Promise<void> {
  const missing = emitMissingReference(plan);
  const [found] =
    missing === null ? [] : await engine.read(missing, z.object({ persons: z.coerce.number() }));
  const persons = found?.persons ?? 0;
  if (persons > 0) throw refuse('run', 'run.index-missing', 'referansedato.indeks', { persons });
  const [row] = await engine.read(emitSharedNumbers(), z.object({ shared: z.coerce.number() }));
  const shared = row?.shared ?? 0;
  if (shared > 0) throw refuse('run', 'run.numbers-shared', 'identiteter', { persons: shared });
}

/** Gives every person without a stored offset one; a stored one that the decision does not allow stops the run. */
async function drawReferences(
  engine: Engine,
  reference: RandomReference,
  draw: KeyRequest['drawOffsets'],
): Promise<void> {
  for (const statement of emitKnownOffsets()) await engine.run(statement);
  const persons = await readRowCount(engine, emitLongOffsets(reference));
  const { maxDays } = reference;
  if (persons > 0)
    throw refuse('run', 'run.offset-too-long', 'referansedato.maksDager', { persons, maxDays });
  await engine.run(emitOffsetTable());
  const wanted = await readRowCount(engine, emitWantedOffsets());
  await appendNumbers(engine, 'trukket_forskyvning', draw(wanted, maxDays));
}

/** Gives back the memory of everything that only the key was made from. */
export async function dropKeyWork(engine: Engine, plan: Plan, isReserved: boolean): Promise<void> {
  const offsets = plan.reference?.type === 'random' ? emitDropOffsets() : [];
  const controls = plan.population.controls === undefined ? [] : emitDropControls();
  const keyFile = plan.number.handedOver === undefined ? [] : [emitDropKeyFile()];
  const population = emitDropPopulation(plan, isReserved);
  for (const statement of [...population, ...emitDropKeyWork(), ...keyFile, ...offsets, ...controls])
    await engine.run(statement);
}
