import { toAge } from '../crypto/recipients.ts';
import { closeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Change, Disclosure } from '../artifacts/disclosure.ts';
import { isJoined } from '../artifacts/joined.ts';
import type { Plan } from '../artifacts/plan.ts';
import type { Engine } from '../engine/engine.ts';
import { MEMORY_FOLDER, writeMemoryFile } from '../extract/memory-file.ts';
import type { KeyStore } from '../keys/key-store.ts';
import type { Encryptors } from '../package/encryptors.ts';
import { emitChange, emitDeliveredNumbers, emitObjectedNumbers } from '../sql/delivered.ts';
import { copyToParquet, parquetView } from '../sql/dialect.ts';
import { literal } from '../sql/identifier.ts';
import { tableName } from '../sql/names.ts';
import type { DeliveredTable } from './deliver-table.ts';
import { OPEN_FILES } from './key-store.ts';

/**
 * Løpenumre of persons who object by now and had a number before: what is out of them is to be deleted (GDPR article 7
 * third paragraph; helseregisterloven § 19 a). To be read before the work on the key is dropped.
 */
export async function readObjected(
  engine: Engine,
  plan: Plan,
  isReserved: boolean,
): Promise<readonly string[]> {
  if (!isReserved) return [];
  const rows = await engine.read(emitObjectedNumbers(plan), z.object({ loepenummer: z.string() }));
  return rows.map(({ loepenummer }) => loepenummer);
}

/** Keeps the løpenumre of this delivery beside the koblingsnøkkel, sealed like it, for the delivery after. */
export async function keepDelivered(
  engine: Engine,
  encryptors: Encryptors,
  target: string,
  recipient: string,
): Promise<void> {
  const sink = await encryptors.openBytes({ target, recipients: toAge(recipient) });
  const { id, sql } = emitDeliveredNumbers();
  try {
    await engine.run({ id, sql: copyToParquet(sql, literal(sink.path)), params: [] });
  } catch (error) {
    await sink.abandon();
    throw error;
  }
  await sink.finish();
}

interface Before {
  readonly disclosure: Disclosure;
  readonly store: KeyStore;
  readonly identity: string;
  /** Numbers of persons from 1 to k-1 are not told. */
  readonly k: number;
}

/** How this delivery differs from the one before of the same case; persons null where their numbers are not kept. */
export async function measureChange(
  engine: Engine,
  tables: readonly DeliveredTable[],
  { disclosure, store, identity, k }: Before,
): Promise<Change> {
  const rows = new Map(disclosure.registre.map(({ tabell, rows }) => [tabell, rows]));
  const rader = Object.fromEntries(
    tables
      .filter((t) => !isJoined(t.sql.table))
      .map((t) => [tableName(t.sql.table), t.rows - (rows.get(tableName(t.sql.table)) ?? 0)]),
  );
  const bytes = await store.readDelivered(disclosure.run, identity);
  const persons = bytes === undefined ? null : await countChange(engine, bytes);
  return { forrige: disclosure.run, ...tellable(persons, k), rader };
}

interface ChangedPersons {
  readonly nye: number;
  readonly borte: number;
}

async function countChange(engine: Engine, bytes: Uint8Array): Promise<ChangedPersons> {
  const descriptor = writeMemoryFile(bytes, MEMORY_FOLDER);
  try {
    const path = join(OPEN_FILES, String(descriptor));
    await engine.run({ id: 'delivered.before', sql: parquetView('levert_foer', [path]), params: [] });
    const shape = z.object({ nye: z.coerce.number(), borte: z.coerce.number() });
    const [row] = await engine.read(emitChange('levert_foer'), shape);
    return row ?? { nye: 0, borte: 0 };
  } finally {
    closeSync(descriptor);
  }
}

/** Both or neither: with the totals of two deliveries, one of them gives the other. */
function tellable(persons: ChangedPersons | null, k: number): Pick<Change, 'nye' | 'borte'> {
  if (persons === null) return { nye: null, borte: null };
  const small = [persons.nye, persons.borte].some((n) => n > 0 && n < k);
  return small ? { nye: null, borte: null } : persons;
}
