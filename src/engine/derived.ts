import { BIGINT, DuckDBDataChunk, UUID, uuidValue } from '@duckdb/node-api';
import { z } from 'zod';
import type { Plan } from '../artifacts/plan.ts';
import { refuse } from '../errors/pipeline-error.ts';
import { DERIVED } from '../sql/derived-columns.ts';
import {
  emitDerivedFaults,
  emitDerivedTable,
  emitDeriveSlice,
  emitDropToDerive,
  emitKeepFingerprint,
  emitSeriesToDerive,
  emitStoredFingerprint,
  emitToDerive,
} from '../sql/derived.ts';
import { LOEPENUMMER } from '../sql/names.ts';
import { listSeries } from '../sql/series.ts';
import type { Engine } from './engine.ts';
import { redact } from './redact.ts';
import { readRowCount } from './row-count.ts';

export interface DeriveRequest {
  readonly plan: Plan;
  /** Whether there is a table `reservert` of those who object or lack a consent. */
  readonly isReserved: boolean;
  /** The derived number of a value in a series, 32 hexadecimal digits. */
  readonly derive: (serie: string, value: string) => string;
  /** Tells the secret from others. */
  readonly fingerprint: bigint;
}

const ROWS_AT_ONCE = 200_000n;

/**
 * Derives what is delivered in place of each number: of persons from their identifier, of the values of a series from the
 * value. Runs after all numbers are given and before what they were made from is dropped. Throws
 * `run.derived-identifier` where the list of identities would have other parties derive other numbers.
 */
export async function runDerived(engine: Engine, request: DeriveRequest): Promise<void> {
  const { plan, isReserved, derive, fingerprint } = request;
  const persons = await readRowCount(engine, emitDerivedFaults());
  if (persons > 0) throw refuse('run', 'run.derived-identifier', 'identiteter', { persons });
  await engine.run(emitDerivedTable());
  await engine.run(emitToDerive(isReserved));
  await deriveAll(engine, (value) => derive(LOEPENUMMER, value));
  for (const series of listSeries(plan)) {
    await engine.run(emitSeriesToDerive(series));
    await deriveAll(engine, (value) => derive(series.name, value));
  }
  await engine.run(emitDropToDerive());
  const stored = await readFingerprint(engine);
  if (stored.fingerprint === null) await engine.run(emitKeepFingerprint(fingerprint));
}

/** Identifiers come out of the database once each, some at a time, and leave this function as codes. */
async function deriveAll(engine: Engine, derive: (value: string) => string): Promise<void> {
  for (let first = 0n; ; first += ROWS_AT_ONCE) {
    const { id, sql, params } = emitDeriveSlice(first, ROWS_AT_ONCE);
    const appended = await guarded(id, async () => {
      const result = await engine.connection.runAndReadAll(sql, [...params]);
      const [numbers = [], values = []] = result.getColumns();
      if (numbers.length > 0)
        await appendCodes(engine, numbers as bigint[], (values as string[]).map(derive));
      return numbers.length;
    });
    if (appended === 0) return;
  }
}

const CHUNK_ROWS = 2048;

async function appendCodes(
  engine: Engine,
  numbers: readonly bigint[],
  codes: readonly string[],
): Promise<void> {
  const appender = await engine.connection.createAppender(DERIVED);
  for (let start = 0; start < numbers.length; start += CHUNK_ROWS) {
    const part = numbers.slice(start, start + CHUNK_ROWS);
    const uuids = codes.slice(start, start + CHUNK_ROWS).map((code) => uuidValue(BigInt(`0x${code}`)));
    const chunk = DuckDBDataChunk.create([BIGINT, UUID], part.length);
    chunk.setColumns([part, uuids]);
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

const fingerprintRow = z.object({ stored: z.coerce.number(), fingerprint: z.string().nullable() });

async function readFingerprint(engine: Engine): Promise<z.infer<typeof fingerprintRow>> {
  const [row] = await engine.read(emitStoredFingerprint(), fingerprintRow);
  return row ?? { stored: 0, fingerprint: null };
}

/**
 * Holds the way in which a case gets its numbers to that of its earlier deliveries: derived under the same secret, or not
 * derived. `fingerprint` null where numbers are not derived. Throws `run.numbers-otherwise`.
 */
export async function checkSameWay(engine: Engine, fingerprint: bigint | null): Promise<void> {
  const { stored, fingerprint: before } = await readFingerprint(engine);
  if (stored === 0 || before === (fingerprint === null ? null : String(fingerprint))) return;
  throw refuse('run', 'run.numbers-otherwise', 'kobling.loepenummer', {});
}

/** Work on the connection itself, whose errors would otherwise keep their text. */
async function guarded<T>(step: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw redact(step, error);
  }
}
