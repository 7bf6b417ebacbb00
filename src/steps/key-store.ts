import { closeSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runDerived } from '../engine/derived.ts';
import type { Engine } from '../engine/engine.ts';
import { runKey } from '../engine/key.ts';
import { runSeries } from '../engine/series.ts';
import type { Sources } from '../engine/sources.ts';
import { MEMORY_FOLDER, writeMemoryFile } from '../extract/memory-file.ts';
import { toAge } from '../crypto/recipients.ts';
import { deriveNumber, fingerprintOf, type ProjectSecret } from '../keys/derive-number.ts';
import { drawNumbers } from '../keys/draw-numbers.ts';
import { drawOffsets } from '../keys/draw-offsets.ts';
import type { KeyStore } from '../keys/key-store.ts';
import type { Plan } from '../artifacts/plan.ts';
import type { Encryptors } from '../package/encryptors.ts';
import { copyToParquet } from '../sql/dialect.ts';
import { literal } from '../sql/identifier.ts';
import { emitKeyStore } from '../sql/key.ts';

/** Folder under which a process reaches its own open files. */
export const OPEN_FILES = process.platform === 'darwin' ? '/dev/fd' : '/proc/self/fd';

/**
 * Gives every person her number, from the stored koblingsnøkkel or newly drawn, and gives how many identifiers are new.
 * The stored key is decrypted into memory only. Throws what `runKey` and the key store throw.
 */
export async function numberPersons(
  engine: Engine,
  plan: Plan,
  store: KeyStore,
  identity: string,
  randomFill: (block: Uint32Array) => void,
  secret: ProjectSecret | null,
): Promise<number> {
  const bytes = await store.read(identity);
  const draw = (count: number, used: BigInt64Array): BigInt64Array =>
    drawNumbers({ count, width: plan.number.width, used, randomFill });
  const drawMoves = (count: number, maxDays: number): BigInt64Array =>
    drawOffsets({ count, maxDays, randomFill });
  const fingerprint = secret === null ? null : fingerprintOf(secret);
  const request = { plan, draw, drawOffsets: drawMoves, seed: drawSeed(randomFill), fingerprint };
  if (bytes === undefined) return runKey(engine, { ...request, stored: null });
  const descriptor = writeMemoryFile(bytes, MEMORY_FOLDER);
  bytes.fill(0);
  try {
    return await runKey(engine, { ...request, stored: join(OPEN_FILES, String(descriptor)) });
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Whether the koblingsnøkkel of the case is kept. Tables of counts have no løpenumre, so a key to them would be kept for
 * nothing; drawn controls and drawn moves of dates decide what is counted, and must be the same next time.
 */
export const keepsNumbers = ({ statistics, population, reference }: Plan): boolean =>
  statistics === undefined || population.controls !== undefined || reference?.type === 'random';

/** 256 random bits as text. */
export function drawSeed(randomFill: (block: Uint32Array) => void): string {
  const bits = new Uint32Array(8);
  randomFill(bits);
  return Buffer.from(bits.buffer).toString('hex');
}

/** As `numberPersons`, for everyone and everything else that is delivered as a number of a series. */
export const numberOthers = (
  engine: Engine,
  sources: Sources,
  plan: Plan,
  isReserved: boolean,
  randomFill: (block: Uint32Array) => void,
): Promise<number> =>
  runSeries(engine, sources, {
    plan,
    isReserved,
    draw: (count, width, used) => drawNumbers({ count, width, used, randomFill }),
  });

/** What is delivered in place of each number, where the plan has it derived. Throws what `runDerived` throws. */
export async function deriveDelivered(
  engine: Engine,
  plan: Plan,
  isReserved: boolean,
  secret: ProjectSecret | null,
): Promise<void> {
  if (secret === null) return;
  const derive = (serie: string, value: string): string => deriveNumber(secret, serie, value);
  await runDerived(engine, { plan, isReserved, derive, fingerprint: fingerprintOf(secret) });
}

/**
 * Writes the new version of the koblingsnøkkel beside the old one, encrypted while it is written, and gives its SHA-256; a
 * draft that was adopted stays as it is where the run adds nobody to it (`fresh` is 0).
 */
export async function draftKeyStore(
  engine: Engine,
  plan: Plan,
  encryptors: Encryptors,
  store: KeyStore,
  { recipient, fresh }: { readonly recipient: string; readonly fresh: number },
): Promise<string> {
  if (fresh === 0 && store.adopted !== null) return store.adopted;
  await rm(store.draft, { force: true });
  const sink = await encryptors.openBytes({ target: store.draft, recipients: toAge(recipient) });
  const { id, sql } = emitKeyStore(plan);
  try {
    await engine.run({ id, sql: copyToParquet(sql, literal(sink.path)), params: [] });
  } catch (error) {
    await sink.abandon();
    throw error;
  }
  return (await sink.finish()).sha256;
}
