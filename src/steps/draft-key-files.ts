import { rm } from 'node:fs/promises';
import type { KeyFiles } from '../artifacts/key-files.ts';
import { toAge } from '../crypto/recipients.ts';
import type { Engine } from '../engine/engine.ts';
import { readRowCount } from '../engine/row-count.ts';
import type { HandedOverPaths } from '../keys/key-store.ts';
import { writeDurably, writing } from '../package/durable-file.ts';
import type { Encryptors } from '../package/encryptors.ts';
import { copyToCsv } from '../sql/dialect.ts';
import { literal } from '../sql/identifier.ts';
import { emitKeyFileRows, emitKeyPersonCount } from '../sql/key-file.ts';
import type { Vedtak } from '../vedtak/schema.ts';

/** A party of the linkage that is to be given the numbers. */
interface Receiver {
  readonly forvalter: string;
  readonly mottakere: readonly string[];
}

/** The parties that a decision gives the numbers that are drawn here. */
export const receiversOf = ({ kobling }: Pick<Vedtak, 'kobling'>): readonly Receiver[] =>
  kobling.parter.flatMap(({ forvalter, noekkelTil }) =>
    noekkelTil === undefined ? [] : [{ forvalter, mottakere: noekkelTil }],
  );

/**
 * Makes the key file of each party, encrypted to it while it is written: identifiers and numbers of the utvalg, nothing
 * else. They lie beside the koblingsnøkkel until somebody hands them over. Throws what the engine and the encryptors throw.
 */
export async function draftKeyFiles(
  engine: Engine,
  encryptors: Encryptors,
  paths: HandedOverPaths,
  receivers: readonly Receiver[],
): Promise<void> {
  if (receivers.length === 0) return;
  const personer = await readRowCount(engine, emitKeyPersonCount());
  const parter: KeyFiles['parter'] = [];
  for (const [nr, { forvalter, mottakere }] of receivers.entries()) {
    const sha256 = await sealKeyFile(engine, encryptors, paths.file(nr), mottakere);
    parter.push({ forvalter, mottakere: [...mottakere], sha256, personer });
  }
  const list: KeyFiles = { versjon: 1, parter };
  await writing('noekler', () => writeDurably(paths.list, `${JSON.stringify(list)}\n`));
}

async function sealKeyFile(
  engine: Engine,
  encryptors: Encryptors,
  target: string,
  keys: readonly string[],
): Promise<string> {
  await rm(target, { force: true });
  const sink = await encryptors.openBytes({ target, recipients: toAge(...keys) });
  const { id, sql } = emitKeyFileRows();
  try {
    const copy = copyToCsv(sql, literal(sink.path), { separator: ';', texts: ['identifikator'] });
    await engine.run({ id, sql: copy, params: [] });
  } catch (error) {
    await sink.abandon();
    throw error;
  }
  return (await sink.finish()).sha256;
}
