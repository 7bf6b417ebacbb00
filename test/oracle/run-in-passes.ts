import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openStopwatch } from '../../src/base/progress.ts';
import { sha256 } from '../../src/base/sha256.ts';
import { openBytes } from '../../src/crypto/age-file.ts';
import { loadCodeLists } from '../../src/engine/code-lists.ts';
import { openEngine, type Engine } from '../../src/engine/engine.ts';
import { defineMacros } from '../../src/engine/macros.ts';
import { runPopulation } from '../../src/engine/population.ts';
import { openSources } from '../../src/engine/sources.ts';
import { readSecret } from '../../src/keys/project-secret.ts';
import { openKeyStore } from '../../src/keys/key-store.ts';
import { toAge } from '../../src/crypto/recipients.ts';
import { partFile } from '../../src/package/package-layout.ts';
import { openStaging, type Staging } from '../../src/package/staging.ts';
import type { DeliveredTable } from '../../src/steps/deliver-table.ts';
import { deliverTables } from '../../src/steps/deliver-tables.ts';
import { everyPartAnew, type FinishedParts } from '../../src/steps/finished-parts.ts';
import { withKeyFile } from '../../src/steps/key-file.ts';
import { deriveDelivered, numberOthers, numberPersons, OPEN_FILES } from '../../src/steps/key-store.ts';
import { findLists } from '../../src/steps/side-lists.ts';
import { readPart, type ReadPart } from './read-package.ts';
import { DAY, PROJECT } from './test-decision.ts';
import {
  configuration,
  orRefusal,
  settingsOf,
  world,
  type Case,
  type Planned,
  type Refused,
} from './workshop.ts';

/** What tables are cut for. */
export interface Cut {
  readonly memoryBytes: number;
  /** Most bytes of an encrypted part. */
  readonly partBytes: number;
  /** Parts of dead runs, and where those of this one are noted. */
  readonly finished: FinishedParts;
}

/** So little memory that thirty rows take several passes and parts. */
export const LITTLE_MEMORY: Cut = { memoryBytes: 3_000, partBytes: Infinity, finished: everyPartAnew };

/** Delivers the tables of a case in many passes and parts, under the koblingsnøkkel it has, and decrypts the parts. */
export const runInPasses = (of: Case, planned: Planned): Promise<readonly ReadPart[] | Refused> =>
  orRefusal(async () => {
    const staging = await openStaging(await mkdtemp(join(of.folder, 'deler-')), 'pakke');
    return readParts(of, staging, await deliverCut(of, planned, staging, LITTLE_MEMORY));
  });

/** Delivers the tables of a case into `staging`, cut as told, under the koblingsnøkkel it has. */
export async function deliverCut(
  of: Case,
  planned: Planned,
  staging: Staging,
  { memoryBytes, partBytes, finished }: Cut,
): Promise<DeliveredTable[]> {
  const settings = settingsOf(of, 'one file');
  const engine = await openEngine({
    memoryBytes: 384 * 2 ** 20,
    threads: 2,
    directories: [settings.uttrekk, staging.folder, of.shop.pipes, OPEN_FILES],
    signal: world.signal,
  });
  try {
    const sources = await numberPopulation(engine, of, planned);
    const stopwatch = openStopwatch(world.now, world.report, () => undefined);
    const { recipient, encryptors } = of.shop;
    const recipients = toAge(recipient);
    const target = { format: 'parquet', copy: { type: 'parquet' }, partBytes } as const;
    const { plan, inputs } = planned;
    const extractRows = new Map([...inputs.plan.extracts].map(([name, { rows }]) => [name, rows ?? 0]));
    return await deliverTables(
      {
        engine,
        sources,
        plan,
        encryptors,
        staging,
        recipients,
        target,
        stopwatch,
        finished,
        memoryBytes,
        extractRows,
        sound: [],
      },
      DAY,
      world.signal,
    );
  } finally {
    engine.close();
  }
}

const notAsked = (): string => {
  throw new Error('a file of numbers in the clear needs no identity');
};

async function numberPopulation(engine: Engine, of: Case, { plan, inputs }: Planned) {
  const settings = settingsOf(of, 'one file');
  const { catalogue, codeLists } = await configuration;
  const sources = openSources(
    engine,
    inputs.extracts,
    () => {
      throw new Error('an extract that is no Parquet');
    },
    null,
  );
  await defineMacros(engine, DAY, plan.known);
  await loadCodeLists(engine, plan, { ...codeLists, hierarchies: inputs.hierarchies });
  const lists = await findLists(settings.uttrekk, plan, { registers: [...catalogue.keys()], day: DAY });
  const { isReserved } = await withKeyFile(settings.uttrekk, plan, notAsked, (keyFile) =>
    runPopulation(engine, sources, plan, { ...lists, keyFile }),
  );
  const { saksnummer } = plan;
  const store = await openKeyStore({
    dir: settings.state,
    saksnummer,
    run: 'deler',
    now: world.now,
    adopts: [],
  });
  const identity = (await readFile(join(settings.state, 'identitet.txt'), 'utf8')).trim();
  const secret = plan.number.derived === undefined ? null : await readSecret(settings.state, PROJECT);
  const { randomFill } = world;
  await numberPersons(engine, plan, store, identity, randomFill, secret).finally(() => store.close());
  await numberOthers(engine, sources, plan, isReserved, randomFill);
  await deriveDelivered(engine, plan, isReserved, secret);
  return sources;
}

/** Decrypts the parts of tables, in their order. */
export async function readParts(
  of: Case,
  staging: Staging,
  tables: readonly DeliveredTable[],
): Promise<readonly ReadPart[]> {
  const parts: ReadPart[] = [];
  for (const { name, sealed } of tables.flatMap((table) => table.parts)) {
    const path = join(staging.folder, partFile(name));
    const plain = await openBytes(await readFile(path), [of.shop.identity]);
    if (sha256(plain) !== sealed.plaintextSha256) throw new Error(`${partFile(name)} holds other bytes`);
    const file = path.replace(/\.age$/, '');
    await writeFile(file, plain);
    parts.push(await readPart(of.shop.db, `${name.register}.${name.tabell}`, file));
  }
  return parts;
}
