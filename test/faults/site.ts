import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { batchResultSchema, type BatchResult } from '../../src/artifacts/batch-result.ts';
import { statePaths } from '../../src/keys/state-paths.ts';
import { unpackPackage } from '../../src/package/unpack.ts';
import { verifyPackage } from '../../src/package/verify.ts';
import { compileProgram, type Ended, type Running } from '../cli/compiled-program.ts';
import { demoDecision, demoIdentity } from '../cli/demo-decision.ts';
import { listFiles, openPlaces, readText, readVerified, type Place } from '../cli/place.ts';
import { readIdentifiers } from '../security/large-registers.ts';

/** A forvalter with one pipeline, and what holds of it after anything that may happen. */
export interface Site {
  readonly place: Place;
  /** Writes the pipeline, with some of it changed. */
  readonly pipeline: (changes?: Readonly<Record<string, unknown>>) => void;
  readonly startBatch: (call?: Call) => Running;
  /** Runs what is due, as if no night had been run before. */
  readonly batch: (call?: Call) => Promise<Told>;
  readonly startPrepare: (call?: Call) => Running;
  /** Names of the packages. */
  readonly packages: () => readonly string[];
  /** What is wrong: a half package, plaintext, a draft, a record that does not verify; empty when nothing is. */
  readonly faults: () => Promise<readonly string[]>;
  /** SHA-256 over the plaintext parts of the newest package. */
  readonly newest: () => Promise<string>;
  /** Takes the extracts away and puts whole ones there. */
  readonly freshExtracts: () => void;
}

export interface Call {
  readonly env?: NodeJS.ProcessEnv;
  readonly node?: readonly string[];
  readonly before?: readonly string[];
}

interface Told extends Ended {
  readonly result: BatchResult;
}

const program = compileProgram();

/** Opens a site on copies of some extracts. */
export async function openSites(extracts: string): Promise<() => Site> {
  const places = await openPlaces();
  const identifiers = await readIdentifiers(extracts, 100);
  return () => siteAt(places(null, demoDecision()), extracts, identifiers);
}

function siteAt(place: Place, extracts: string, identifiers: readonly string[]): Site {
  const folder = join(place.folder, 'pipelines');
  mkdirSync(folder);
  const pipeline = (changes: Readonly<Record<string, unknown>> = {}): void => {
    const file = { ...recurring(place), ...changes };
    writeFileSync(join(folder, 'natt.json'), JSON.stringify(file));
  };
  const startBatch = ({ env = {}, ...rest }: Call = {}): Running =>
    program.start('main', ['batch', '--pipelines', folder, '--json'], {
      cwd: place.folder,
      env: { ...place.env, ...env },
      ...rest,
    });
  const batch = async (call?: Call): Promise<Told> => {
    rmSync(join(place.state, 'pipelines.json'), { force: true });
    const ended = await startBatch(call).ended;
    return { ...ended, result: batchResultSchema.parse(JSON.parse(ended.stdout)) };
  };
  const startPrepare = ({ env = {}, ...rest }: Call = {}): Running =>
    program.start('main', ['prepare', ...place.args, '--json'], {
      cwd: place.folder,
      env: { ...place.env, ...env },
      ...rest,
    });
  const freshExtracts = (): void => {
    rmSync(place.uttrekk, { recursive: true });
    cpSync(extracts, place.uttrekk, { recursive: true });
  };
  freshExtracts();
  pipeline();
  return {
    ...{ place, pipeline, startBatch, batch, startPrepare, freshExtracts },
    packages: () => packagesIn(place.ut),
    faults: () => faultsOf(place, identifiers),
    newest: () => newestOf(place),
  };
}

const recurring = (place: Place): Readonly<Record<string, unknown>> => ({
  versjon: 1,
  vedtak: place.vedtak,
  uttrekk: { mappe: place.uttrekk },
  ut: place.ut,
  naar: { cron: '* * * * *', tidssone: 'Europe/Oslo' },
  minne: '1GB',
  traader: 2,
  vedFeil: { forsoek: 1 },
});

const packagesIn = (ut: string): readonly string[] =>
  existsSync(ut)
    ? readdirSync(ut)
        .filter((name) => !name.startsWith('.'))
        .sort()
    : [];

async function faultsOf(place: Place, identifiers: readonly string[]): Promise<readonly string[]> {
  const senders = readFileSync(statePaths(place.state).senders, 'utf8');
  const halves = await Promise.all(
    packagesIn(place.ut).map((name) =>
      verifyPackage(join(place.ut, name), senders).then(
        () => [],
        () => [`half: ${name}`],
      ),
    ),
  );
  const record = await readVerified(place.state).then(
    () => [],
    (error: unknown) => [`record: ${error instanceof Error ? error.message : 'unknown'}`],
  );
  return [...halves.flat(), ...record, ...plaintextOf(place, identifiers)];
}

/** Parquet begins and ends with «PAR1»; a cell of text lies in it as it is, or compressed. */
function plaintextOf(place: Place, identifiers: readonly string[]): readonly string[] {
  const files = [place.ut, place.state, place.tmp].flatMap(listFiles);
  return files.flatMap((path) => {
    const text = readText(path);
    const cell = identifiers.some((identifier) => text.includes(identifier));
    return text.includes('PAR1') || cell ? [`plaintext: ${path}`] : [];
  });
}

async function newestOf(place: Place): Promise<string> {
  const name = packagesIn(place.ut).at(-1) ?? '';
  const ut = join(place.folder, 'unpacked');
  const allowedSigners = readFileSync(statePaths(place.state).senders, 'utf8');
  await unpackPackage(join(place.ut, name), {
    allowedSigners,
    identity: readFileSync(demoIdentity, 'utf8'),
    ut,
  });
  const hash = createHash('sha256');
  for (const path of listFiles(join(ut, 'data'))) hash.update(readFileSync(path));
  rmSync(ut, { recursive: true });
  return hash.digest('hex');
}
