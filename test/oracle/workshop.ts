import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import type { Plan } from '../../src/artifacts/plan.ts';
import { configsDirectory } from '../../src/catalogue/configs-directory.ts';
import { openKeyStore } from '../../src/keys/key-store.ts';
import { makeKeys } from '../../src/keys/make-keys.ts';
import { makeSecret } from '../../src/keys/project-secret.ts';
import { openEncryptors, type Encryptors } from '../../src/package/encryptors.ts';
import { unpackPackage } from '../../src/package/unpack.ts';
import { compilePlan } from '../../src/plan/compile-plan.ts';
import { readDecision } from '../../src/steps/decision.ts';
import { readConfiguration, readInputs, type Inputs } from '../../src/steps/inputs.ts';
import type { PrepareSettings } from '../../src/steps/settings.ts';
import type { PrepareResult } from '../../src/artifacts/prepare-result.ts';
import { isRefusal, prepare } from '../cli/compiled-pipeline.ts';
import { sortKey, type Drawn, type KeyRow } from './drawn-by-program.ts';
import { HIERARCHY, hierarchyText } from './hierarchy.ts';
import { readPackage, type ReadPackage } from './read-package.ts';
import type { Registers } from './register-rows.ts';
import { DAY, PROJECT, wholeDecision } from './test-decision.ts';
import { writeRegisters, type Layout } from './written-registers.ts';
import { settingsIn, worldAt } from '../cli/test-run.ts';

/** Keys of a forvalter and of a recipient, a database to write and read with, and room for cases. */
export interface Workshop {
  readonly root: string;
  readonly db: DuckDBConnection;
  readonly identity: string;
  readonly recipient: string;
  /** For runs that a test puts together itself; the main job opens its own. */
  readonly encryptors: Encryptors;
  /** Where their pipes lie. */
  readonly pipes: string;
  readonly close: () => Promise<void>;
}

export async function openWorkshop(): Promise<Workshop> {
  const root = mkdtempSync(join(tmpdir(), 'tilrette-orakel-'));
  const identity = await generateX25519Identity();
  await makeKeys(join(root, 'hjem'), 'forvalter');
  await makeSecret(join(root, 'hjem'), PROJECT);
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const db = await instance.connect();
  const pipes = mkdtempSync(join(root, 'roer-'));
  const encryptors = openEncryptors({ threads: 1, folder: pipes });
  const close = async (): Promise<void> => {
    await encryptors.close();
    db.closeSync();
    instance.closeSync();
    rmSync(root, { recursive: true });
  };
  return { root, db, identity, recipient: await identityToRecipient(identity), encryptors, pipes, close };
}

/** One decision and its registers, in a folder with a state directory of their own. */
export interface Case {
  readonly shop: Workshop;
  readonly folder: string;
  readonly registers: Registers;
  /** What the program drew, as the koblingsnøkkel has it now. */
  readonly readKey: () => Promise<Drawn>;
}

/** Lays out a case, does the work, and clears it away. */
export async function inCase<T>(
  shop: Workshop,
  decision: Readonly<Record<string, unknown>>,
  registers: Registers,
  work: (of: Case) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(shop.root, 'sak-'));
  try {
    await cp(join(shop.root, 'hjem'), join(folder, 'hjem'), { recursive: true, preserveTimestamps: true });
    await mkdir(join(folder, 'ut'));
    await writeFile(join(folder, HIERARCHY.file), hierarchyText);
    await writeFile(join(folder, 'vedtak.json'), wholeDecision(decision, shop.recipient));
    return await work({ shop, folder, registers, readKey: () => readKey(shop, folder) });
  } finally {
    await rm(folder, { recursive: true });
  }
}

export const world = worldAt(() => new Date(`${DAY}T12:00:00Z`));

export const settingsOf = ({ folder }: Case, layout: Layout): PrepareSettings =>
  settingsIn({
    ...{ vedtak: join(folder, 'vedtak.json'), uttrekk: join(folder, layout) },
    ...{ ut: join(folder, 'ut'), state: join(folder, 'hjem') },
  });

export const configuration = readConfiguration(configsDirectory());

export interface Planned {
  readonly plan: Plan;
  readonly inputs: Inputs;
}

/** The plan of a case whose extracts lie in a layout. */
export async function planOf(of: Case, layout: Layout): Promise<Planned> {
  const settings = settingsOf(of, layout);
  const decision = await readDecision(settings.vedtak, (await configuration).catalogue, world);
  const inputs = await readInputs(decision.vedtak, settings, await configuration);
  return { plan: compilePlan(inputs.plan, decision.vedtak, decision.sha256), inputs };
}

/** How a run ended that was refused. */
export interface Refused {
  readonly codes: readonly string[];
}

/** What a run delivered. */
export interface Delivery {
  readonly result: PrepareResult;
  readonly delivery: ReadPackage;
}

/** Does work that may be refused. */
export async function orRefusal<T>(work: () => Promise<T>): Promise<T | Refused> {
  try {
    return await work();
  } catch (error) {
    if (isRefusal(error)) return { codes: error.problems.map((p) => p.code) };
    throw error;
  }
}

export const layOut = (of: Case, layout: Layout): Promise<void> =>
  writeRegisters(of.shop.db, join(of.folder, layout), of.registers, layout);

/** Runs the main job and unpacks what came of it. */
export const runPrepare = (of: Case, layout: Layout): Promise<Delivery | Refused> =>
  orRefusal(async () => {
    const result = await prepare(settingsOf(of, layout), world);
    const ut = join(of.folder, `klartekst ${layout}`);
    const allowedSigners = readFileSync(join(of.folder, 'hjem', 'avsendere'), 'utf8');
    await unpackPackage(result.package ?? '', { allowedSigners, identity: of.shop.identity, ut });
    return { result, delivery: await readPackage(of.shop.db, ut) };
  });

async function readKey({ db }: Workshop, folder: string): Promise<Drawn> {
  const dir = join(folder, 'hjem');
  const { saksnummer } = JSON.parse(await readFile(join(folder, 'vedtak.json'), 'utf8')) as {
    saksnummer: string;
  };
  const store = await openKeyStore({ dir, saksnummer, run: 'lesing', now: world.now, adopts: [] });
  const identity = (await readFile(join(dir, 'identitet.txt'), 'utf8')).trim();
  const bytes = await store.read(identity).finally(() => store.close());
  const file = join(folder, 'noekkel.parquet');
  await writeFile(file, bytes ?? '');
  const read = await db.runAndReadAll(
    `SELECT identifikator, CAST(loepenummer AS VARCHAR), serie FROM read_parquet('${file}')`,
  );
  return sortKey(read.getRowsJson() as unknown as readonly KeyRow[]);
}
