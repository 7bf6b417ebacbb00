import { randomInt } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { LedgerEntry } from '../../src/artifacts/ledger-entry.ts';
import { prepareResultSchema } from '../../src/artifacts/prepare-result.ts';
import { statePaths } from '../../src/keys/state-paths.ts';
import { summariseLedger } from '../../src/ledger/summarise-ledger.ts';
import { verifyPackage } from '../../src/package/verify.ts';
import { compileProgram, type Running } from '../cli/compiled-program.ts';
import { demoDecision } from '../cli/demo-decision.ts';
import { listFiles, openPlaces, readText, readVerified, type Place } from '../cli/place.ts';
import { openMarkedPlaces } from '../security/marked-place.ts';
import { readIdentifiers, writeLargeRegisters } from '../security/large-registers.ts';

/** Runs that are killed, spread over the steps of a run. */
const KILLS = 15;

const program = compileProgram();
const registers = await writeLargeRegisters(10_000);
const identifiers = await readIdentifiers(registers, 200);
const places = await openPlaces();

const start = (place: Place, env: NodeJS.ProcessEnv = {}, node: readonly string[] = []): Running =>
  program.start('prepare-main', [...place.args, '--json'], {
    cwd: place.folder,
    env: { ...place.env, ...env },
    node,
  });

describe('a run that is killed', () => {
  test(
    `at ${KILLS} moments leaves no plaintext and no half delivery, and the next run makes good`,
    { timeout: 240_000 },
    async () => {
      const place = places(registers, demoDecision());
      const whole = await start(place).ended;
      expect(whole).toMatchObject({ status: 0 });
      const steps = stepsOf(whole.stderr);
      for (let i = 0; i < KILLS; i += 1) {
        await killAfter(start(place), steps[Math.floor((i * steps.length) / KILLS)] ?? null);
        expectNoPlaintext(place);
        await expectWholePackages(place);
      }
      expect(await start(place).ended).toMatchObject({ status: 0 });
      const runs = summariseLedger(await readVerified(place.state));
      expect(runs.filter((r) => !['delivered', 'abandoned'].includes(r.outcome))).toEqual([]);
      expect(runs.filter((r) => r.outcome === 'abandoned').length).toBeGreaterThan(KILLS / 3);
      const delivered = runs.filter((r) => r.outcome === 'delivered').map((r) => r.package);
      expect(readdirSync(place.ut).map((name) => join(place.ut, name))).toEqual(delivered);
      expectNoDrafts(place);
    },
  );
});

/** The steps that a run tells of, but for the last, and null for the time before the first. */
const stepsOf = (stderr: string): readonly (string | null)[] => [
  null,
  ...[...stderr.matchAll(/^ {2}(\S.*?) \d+\.\d s/gm)].map(([, step]) => step ?? '').slice(0, -1),
];

/** Lets a run end a step, and kills it within the next 100 ms. */
async function killAfter(run: Running, step: string | null): Promise<void> {
  await (step === null ? sleep(300) : run.says(step));
  await sleep(randomInt(100));
  run.child.kill('SIGKILL');
  await run.ended;
}

/** A point of no return, what the next start says of the dead run, and whether its package is there. */
const points = {
  'when the koblingsnøkkel is in place': ['after 1 .noekkel.age', 'died', 0],
  'before the head of the ledger counts the intent': ['before 3 oversikt.hode', 'nothing', 0],
  'before the package gets its name': ['before 1 PACKAGE', 'nothing', 0],
  'when the package has its name': ['after 1 PACKAGE', 'delivered', 1],
  'before the head of the ledger counts the delivery': ['before 4 oversikt.hode', null, 1],
  'when the delivery is recorded': ['after 4 oversikt.hode', null, 1],
} as const;

const marked = await openMarkedPlaces();
const hook = fileURLToPath(new URL('crash-hook.mjs', import.meta.url));

describe('a run that dies', () => {
  test.concurrent.each(Object.entries(points))(
    '%s is recorded as what it was',
    async (_, [point, found, packages]) => {
      const place = marked.open();
      const dead = await start(place, { DIE_AT: point }, ['--import', hook]).ended;
      expect(dead).toMatchObject({ signal: 'SIGKILL', stdout: '' });
      expect(readdirSync(place.ut).filter((name) => !name.startsWith('.'))).toHaveLength(packages);
      await expectWholePackages(place);
      expect(await start(place).ended).toMatchObject({ status: 0 });
      const entries = await readVerified(place.state);
      expect(entries.flatMap(afterDeath)).toEqual(found === null ? [] : [found]);
      expect(entries.filter((e) => e.type === 'delivered')).toHaveLength(found === null ? 2 : 1);
      expect(readdirSync(place.ut)).toHaveLength(packages + 1);
      await expectWholePackages(place);
      expectNoDrafts(place);
    },
  );
});

const afterDeath = (entry: LedgerEntry): string[] => {
  if (entry.type === 'abandoned') return [entry.reason];
  return entry.type === 'reconciled' ? [entry.found] : [];
};

describe('a run that is asked to stop', () => {
  const moments = [
    ['SIGINT', 'population'],
    ['SIGTERM', 'population'],
    ['SIGTERM', 'npr.episode: minimise'],
    ['SIGTERM', 'dar.doedsfall: write'],
  ] as const;
  test.concurrent.each(moments)('by %s after %s ends with 130 and leaves nothing', async (signal, moment) => {
    const place = places(registers, demoDecision());
    const run = start(place);
    await run.says(moment);
    run.child.kill(signal);
    const ended = await run.ended;
    expect(ended).toMatchObject({ status: 130, signal: null });
    expect(prepareResultSchema.parse(JSON.parse(ended.stdout))).toMatchObject({ ok: false, exitCode: 130 });
    expect(ended.stderr).not.toContain('fault');
    const entries = await readVerified(place.state);
    expect(entries.map((e) => e.type)).toEqual(['run-started', 'abandoned']);
    expect(entries.at(-1)).toMatchObject({ reason: 'interrupted' });
    expect(readdirSync(place.ut)).toEqual([]);
    expectNoDrafts(place);
  });
});

/** Parquet begins and ends with «PAR1»; a cell of text lies in it as it is, or compressed. */
function expectNoPlaintext(place: Place): void {
  const files = [place.ut, place.state, place.tmp].flatMap(listFiles);
  const found = files.flatMap((path) => {
    const text = readText(path);
    const cells = identifiers.filter((identifier) => text.includes(identifier));
    return [...(text.includes('PAR1') ? ['PAR1'] : []), ...cells].map((what) => `${path}: ${what}`);
  });
  expect(found).toEqual([]);
}

async function expectWholePackages(place: Place): Promise<void> {
  if (!existsSync(place.ut)) return;
  const senders = readFileSync(statePaths(place.state).senders, 'utf8');
  for (const name of readdirSync(place.ut).filter((n) => !n.startsWith('.')))
    await verifyPackage(join(place.ut, name), senders);
}

/** Holds that nothing is on its way into the output, the state directory or the temporary folder. */
function expectNoDrafts(place: Place): void {
  const files = listFiles(place.folder).filter((path) => !path.startsWith(place.uttrekk));
  expect(files.filter((path) => /\.ny$|under-arbeid|\.laas|\/laas\/|\.pipe$/.test(path))).toEqual([]);
  expect(readdirSync(place.tmp)).toEqual([]);
}
