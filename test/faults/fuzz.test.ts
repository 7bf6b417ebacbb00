import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { readCatalogue } from '../../src/catalogue/read-catalogue.ts';
import { configsDirectory } from '../../src/catalogue/configs-directory.ts';
import { sealBytes } from '../../src/crypto/age-file.ts';
import { PipelineError } from '../../src/errors/pipeline-error.ts';
import type { Problem } from '../../src/errors/problem.ts';
import { openKeyStore } from '../../src/keys/key-store.ts';
import { makeKeys } from '../../src/keys/make-keys.ts';
import { openState } from '../../src/keys/state-directory.ts';
import { diskFiles } from '../../src/ledger/ledger-files.ts';
import { openLedger } from '../../src/ledger/ledger.ts';
import { makeSeal } from '../../src/ledger/seal.ts';
import { readLedger } from '../../src/ledger/read-ledger.ts';
import { verifyLedger } from '../../src/ledger/verify-ledger.ts';
import { checkManifest } from '../../src/package/check-manifest.ts';
import { verifyPackage } from '../../src/package/verify.ts';
import { readPipeline } from '../../src/schedule/read-pipelines.ts';
import { readState } from '../../src/schedule/state-file.ts';
import { assessDecision, checkRefusals } from '../../src/vedtak/read-vedtak.ts';
import { compileProgram } from '../cli/compiled-program.ts';
import { demoDecision } from '../cli/demo-decision.ts';
import { listFiles, openPlaces } from '../cli/place.ts';
import { drawn } from './drawn.ts';
import { mutate, mutateBytes, SECRETS } from './mutate.ts';

/** Mutations in all: few here, ten thousand by hand. */
const ALL = Number(
  process.env['TILRETTE_FUZZ'] ?? (process.env['TILRETTE_FAULTS'] === undefined ? 1500 : 10_000),
);
const SEED = Number(process.env['TILRETTE_SEED'] ?? '1');
/** A case that takes longer counts as a hang. */
const HANG_MS = 10_000;

const folder = mkdtempSync(join(tmpdir(), 'tilrette-fuzz-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
const registers = await readCatalogue(join(configsDirectory(), 'registre'));
const shipped = readFileSync(
  fileURLToPath(new URL('../../pipelines/demo-natt.json', import.meta.url)),
  'utf8',
);
const state = join(folder, 'state');
await makeKeys(state, 'forvalter');
const keys = await openState(state);
const seal = makeSeal(keys.signer, keys.ownSigners);
const now = (): Date => new Date('2026-11-20T12:00:00Z');

/** One made-up run of the demo, whose package is spoiled. */
async function makePackage(): Promise<{ readonly dir: string; readonly senders: string }> {
  const open = await openPlaces();
  const place = open(fileURLToPath(new URL('../../fixtures/demo/uttrekk', import.meta.url)), demoDecision());
  const ended = await compileProgram().run('main', ['prepare', ...place.args, '--json'], {
    cwd: place.folder,
    env: place.env,
  });
  const { package: dir } = JSON.parse(ended.stdout) as { package: string };
  return { dir, senders: readFileSync(join(place.state, 'avsendere'), 'utf8') };
}

type Case = (random: () => number) => Promise<readonly Problem[]> | readonly Problem[];

/** The problems of a refusal; any other error is a crash and goes on. */
async function problemsOf(work: () => unknown): Promise<readonly Problem[]> {
  try {
    await work();
    return [];
  } catch (error) {
    if (error instanceof PipelineError) return error.problems;
    throw error;
  }
}

/** What no message may hold: a run of eleven digits, or what looks like a secret. */
const tells = (problems: readonly Problem[]): readonly string[] =>
  problems
    .filter((p) => {
      const text = JSON.stringify(p);
      return SECRETS.some((secret) => text.includes(secret)) || /(?<![0-9a-f])\d{11}(?![0-9a-f])/.test(text);
    })
    .map((p) => p.code);

async function fuzz(share: number, one: Case): Promise<void> {
  const times = Math.ceil(ALL * share);
  const codes = new Set<string>();
  for (let i = 0; i < times; i += 1) {
    const seed = SEED * 1_000_003 + i;
    const began = performance.now();
    const problems = await Promise.resolve(one(drawn(seed))).catch((error: unknown) => {
      throw new Error(`seed ${seed}: ${error instanceof Error ? (error.stack ?? error.message) : 'unknown'}`);
    });
    expect({ seed, tells: tells(problems), hangs: performance.now() - began > HANG_MS }).toEqual({
      seed,
      tells: [],
      hangs: false,
    });
    for (const { code } of problems) codes.add(code);
  }
  expect(codes.size).toBeGreaterThan(0);
}

describe('a mutated file is refused by a code, without a value of it', () => {
  test('decision', () => {
    const text = JSON.stringify(demoDecision());
    return fuzz(0.4, (random) =>
      problemsOf(() => {
        checkRefusals(assessDecision(mutate(text, random), registers, '2026-11-20'));
      }),
    );
  }, 600_000);

  test(
    'pipeline',
    () =>
      fuzz(0.2, (random) => {
        const read = readPipeline('/p/natt.json', mutate(shipped, random));
        return read.ok ? [] : read.problems;
      }),
    600_000,
  );

  test('state of the pipelines', () => {
    const file = join(state, 'pipelines.json');
    const known = {
      handled: '2026-01-10T01:30:00.000Z',
      underway: null,
      last: null,
      lastDelivered: null,
      nights: { delivered: 1, refused: 0, interrupted: 0 },
    };
    return fuzz(0.05, (random) => {
      writeFileSync(file, mutate(JSON.stringify({ versjon: 1, pipelines: { natt: known } }), random));
      return problemsOf(() => readState(state));
    });
  }, 600_000);

  test('key store', async () => {
    const sealed = Buffer.from(await sealBytes(Buffer.alloc(5000, SECRETS[0]), [keys.recipient]));
    const path = join(state, 'noekler', '26_1.noekkel.age');
    await fuzz(0.05, async (random) => {
      const store = await openKeyStore({ dir: state, saksnummer: '26/1', run: 'r', now, adopts: [] });
      writeFileSync(path, mutateBytes(sealed, random));
      return problemsOf(() => store.read(keys.identity())).finally(() => store.close());
    });
  }, 600_000);

  test('keys of the forvalter', async () => {
    const names = ['signering.pem', 'identitet.txt', 'mottaker.txt', 'avsendere'];
    const texts = new Map(names.map((name) => [name, readFileSync(join(state, name))] as const));
    await fuzz(0.05, async (random) => {
      const name = names[Math.floor(random() * names.length)] ?? '';
      const whole = texts.get(name) ?? Buffer.alloc(0);
      writeFileSync(join(state, name), mutateBytes(whole, random));
      const problems = await problemsOf(() => openState(state));
      writeFileSync(join(state, name), whole);
      return problems;
    });
  }, 600_000);

  test('ledger', async () => {
    const ledger = await openLedger({ dir: state, seal, now, files: diskFiles });
    for (const run of ['a', 'b', 'c'])
      await ledger.append({ type: 'abandoned', run, saksnummer: '26/1', reason: 'died' });
    const { entries, head } = await readLedger(state, diskFiles);
    await fuzz(0.1, (random) => {
      const both = random() < 0.7;
      return verifyLedger(
        {
          entries: both ? mutateBytes(Buffer.from(entries), random).toString() : entries,
          head: both ? head : mutate(head ?? '', random).toString(),
        },
        seal,
      ).problems;
    });
  }, 600_000);

  test('manifest and package', async () => {
    const { dir, senders } = await makePackage();
    const manifest = readFileSync(join(dir, 'manifest.json'), 'utf8');
    await fuzz(0.1, (random) => checkManifest(mutate(manifest, random)).problems);
    const spoiled = join(folder, 'package');
    cpSync(dir, spoiled, { recursive: true });
    const files = listFiles(spoiled);
    await fuzz(0.05, async (random) => {
      const file = files[Math.floor(random() * files.length)] ?? '';
      const whole = readFileSync(file);
      const changed = mutateBytes(whole, random);
      writeFileSync(file, changed);
      const problems = await problemsOf(() => verifyPackage(spoiled, senders));
      writeFileSync(file, whole);
      expect(problems.length > 0).toBe(!changed.equals(whole));
      return problems;
    });
  }, 600_000);
});
