import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { PipelineReport } from '../../src/artifacts/batch-result.ts';
import type { PrepareResult } from '../../src/artifacts/prepare-result.ts';
import { sha256 } from '../../src/base/sha256.ts';
import { openKeyStore } from '../../src/keys/key-store.ts';
import { makeKeys } from '../../src/keys/make-keys.ts';
import { openState } from '../../src/keys/state-directory.ts';
import { diskFiles } from '../../src/ledger/ledger-files.ts';
import { summariseLedger } from '../../src/ledger/summarise-ledger.ts';
import { unpackPackage } from '../../src/package/unpack.ts';
import { deliveredSince } from '../../src/schedule/delivered-since.ts';
import { openGate } from '../../src/schedule/gate.ts';
import { runBatch } from '../../src/schedule/run-batch.ts';
import type { Pipeline as Recurring } from '../../src/schedule/pipeline.ts';
import type { Attempt, ScheduleWorld } from '../../src/schedule/world.ts';
import { readEntries } from '../../src/steps/reconcile-runs.ts';
import { isRefusal, prepare } from '../cli/compiled-pipeline.ts';
import { demoDecision, demoIdentity } from '../cli/demo-decision.ts';
import { readVerified } from '../cli/place.ts';
import { sortKey, type KeyRow } from '../oracle/drawn-by-program.ts';
import { pipelineOf } from '../schedule/schedule-fixture.ts';
import { drawn } from './drawn.ts';
import { refusal } from './refusal.ts';
import { database, db, personOf, writeExtracts } from './night-registers.ts';
import { settingsIn, worldAt } from '../cli/test-run.ts';

/** Nights: few here, thirty by hand. */
const NIGHTS = process.env['TILRETTE_FAULTS'] === undefined ? 5 : 30;
const SEED = Number(process.env['TILRETTE_SEED'] ?? '1');
const PERSONS_AT_FIRST = 500;
const PERSONS_A_NIGHT = 20;
const PIPELINES = ['a', 'b', 'c', 'd', 'e'] as const;
const MINUTE = 60_000;

const root = mkdtempSync(join(tmpdir(), 'tilrette-nights-'));
const state = join(root, 'state');
await makeKeys(state, 'forvalter');
const identity = (await openState(state)).identity();

const folderOf = (name: string): string => join(root, name);

function layOut(name: string, i: number): Recurring {
  mkdirSync(folderOf(name));
  const decision = demoDecision({ saksnummer: `26/0000${i}`, 'anonymitet.maksUndertrykking': 0.9 });
  writeFileSync(join(folderOf(name), 'vedtak.json'), JSON.stringify(decision));
  const naar = { cron: `${i} 2 * * ${name === 'e' ? '1,4' : '*'}`, tidssone: 'Europe/Oslo' };
  const vedFeil = { forsoek: 3, ventSekunder: 60, hoeystSekunder: 3600 };
  return pipelineOf({ naar, vedFeil, samtidige: 1 }, join(folderOf(name), `${name}.json`));
}

const FAULTS = [
  'late',
  'corrupt',
  'died after delivery',
  'missed',
  'clock back',
  'none',
  'none',
  'none',
] as const;
type Fault = (typeof FAULTS)[number];

let clock = new Date('2026-03-20T12:00:00Z');

/** Runs `prepare` in this process, on the clock of the night; the fault spoils what it says it does. */
async function attempt(pipeline: Recurring, fault: Fault, tries: number): Promise<Attempt> {
  const npr = join(pipeline.uttrekk.mappe, 'npr.episode.parquet');
  const away = `${npr}.borte`;
  if (fault === 'late' && tries === 1) cpSync(npr, away);
  if (fault === 'late' && tries === 1) rmSync(npr);
  if (fault === 'late' && tries === 2) cpSync(away, npr);
  if (fault === 'late' && tries === 2) rmSync(away);
  if (fault === 'corrupt') truncateSync(npr, 3000);
  const result = await prepared(pipeline);
  if (fault === 'died after delivery' && tries === 1) return { ended: 'died', how: 'a power cut' };
  return { ended: 'told', result };
}

async function prepared(pipeline: Recurring): Promise<PrepareResult> {
  const { vedtak, ut } = pipeline;
  const settings = settingsIn({ vedtak, uttrekk: pipeline.uttrekk.mappe, ut, state });
  try {
    return await prepare(
      settings,
      worldAt(() => clock),
    );
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const { exitCode, problems } = error;
    return { ...refusal, exitCode, problems: [...problems] };
  }
}

/** Løpenummer by identifier, as the store of a case has it. */
async function readNumbers(i: number): Promise<ReadonlyMap<string, string>> {
  const store = await openKeyStore({
    dir: state,
    saksnummer: `26/0000${i}`,
    run: 'lesing',
    now: () => clock,
    adopts: [],
  });
  const bytes = await store.read(identity).finally(() => store.close());
  if (bytes === undefined) return new Map();
  const file = join(root, 'noekkel.parquet');
  writeFileSync(file, bytes);
  const read = await db.runAndReadAll(
    `SELECT identifikator, CAST(loepenummer AS VARCHAR), serie FROM read_parquet('${file}')`,
  );
  return sortKey(read.getRowsJson() as unknown as readonly KeyRow[]).numbers;
}

/** Every løpenummer of the newest package of a pipeline. */
async function newestNumbers({ ut }: Recurring): Promise<ReadonlySet<string>> {
  const name =
    readdirSync(ut)
      .filter((n) => !n.startsWith('.'))
      .sort()
      .at(-1) ?? '';
  const to = join(root, 'pakket-ut');
  await unpackPackage(join(ut, name), {
    allowedSigners: readFileSync(join(state, 'avsendere'), 'utf8'),
    identity: readFileSync(demoIdentity, 'utf8'),
    ut: to,
  });
  const read = await db.runAndReadAll(
    `SELECT DISTINCT CAST(loepenummer AS VARCHAR) FROM read_parquet('${to}/data/npr_episode_*.parquet')`,
  );
  rmSync(to, { recursive: true });
  return new Set(read.getRows().map(([n]) => String(n)));
}

/** Numbers by pipeline as they were, and who has withdrawn. */
const known = PIPELINES.map(() => new Map<string, string>());
const withdrawn: string[] = [];

/** Who had a number has it still, each person one, no night without a delivery draws one, and who withdrew is gone. */
async function expectNumbers(
  pipeline: Recurring,
  i: number,
  night: number,
  wasDelivered: boolean,
): Promise<ReadonlyMap<string, string>> {
  const before = known[i] ?? new Map<string, string>();
  const now = await readNumbers(i + 1);
  for (const [id, number] of before) expect(now.get(id)).toBe(number);
  expect(new Set(now.values()).size).toBe(new Set([...now.keys()].map(personOf)).size);
  if (!wasDelivered) expect(now.size).toBe(before.size);
  else expect(now.size).toBeLessThanOrEqual(PERSONS_AT_FIRST + night * PERSONS_A_NIGHT);
  if (wasDelivered) {
    const inside = await newestNumbers(pipeline);
    expect(withdrawn.filter((id) => inside.has(now.get(id) ?? '-'))).toEqual([]);
    expect([...inside].filter((n) => ![...now.values()].includes(n))).toEqual([]);
  }
  return now;
}

test(`${NIGHTS} nights of five pipelines: numbers are stable, withdrawn persons gone, the record complete`, async () => {
  const random = drawn(SEED);
  const pipelines = PIPELINES.map((name, i) => layOut(name, i + 1));
  const tally = new Map<string, number>();
  let delivered = 0;
  for (let night = 1; night <= NIGHTS; night += 1) {
    clock = new Date(Date.UTC(2026, 2, 20 + night, 3, 0, 0));
    const fault = FAULTS[Math.floor(random() * FAULTS.length)] ?? 'none';
    const struck = Math.floor(random() * PIPELINES.length);
    tally.set(fault, (tally.get(fault) ?? 0) + 1);
    const someone = [...(known[0]?.keys() ?? [])].filter((id) => !withdrawn.includes(id)).at(0);
    if (someone !== undefined && random() < 0.6) withdrawn.push(someone);
    for (const { uttrekk } of pipelines) {
      await writeExtracts(uttrekk.mappe, PERSONS_AT_FIRST + night * PERSONS_A_NIGHT);
      writeFileSync(
        join(uttrekk.mappe, 'reservasjoner.csv'),
        ['foedselsnummer', ...withdrawn, ''].join('\n'),
      );
    }
    if (fault === 'missed') continue;
    const reports = await runNight(pipelines, fault, struck);
    delivered += reports.filter((r) => r.outcome === 'delivered').length;
    for (const [i, pipeline] of pipelines.entries()) {
      const now = await expectNumbers(pipeline, i, night, reports[i]?.outcome === 'delivered');
      known[i] = new Map(now);
    }
  }
  await expectRecord(pipelines, delivered);
  const sizes = known.map((k) => k.size).join(', ');
  process.stdout.write(
    `\n${NIGHTS} nights (seed ${SEED}): ${delivered} deliveries; ${withdrawn.length} withdrew; persons in the stores: ${sizes}; faults: ${[...tally].map(([f, n]) => `${f} ${n}`).join(', ')}\n`,
  );
  db.closeSync();
  database.closeSync();
  rmSync(root, { recursive: true });
}, 600_000);

/** One batch of the night, and what must have come of the fault. */
async function runNight(
  pipelines: readonly Recurring[],
  fault: Fault,
  struck: number,
): Promise<readonly PipelineReport[]> {
  const tries = new Map<string, number>();
  const world: ScheduleWorld = {
    state,
    now: () => clock,
    sleep: (ms) => {
      clock = new Date(clock.getTime() + ms);
      return Promise.resolve();
    },
    prepare: (pipeline) => {
      clock = new Date(clock.getTime() + MINUTE);
      const n = (tries.get(pipeline.navn) ?? 0) + 1;
      tries.set(pipeline.navn, n);
      return attempt(pipeline, pipeline.navn === PIPELINES[struck] ? fault : 'none', n);
    },
    deliveredSince: async ({ vedtak, ut }, since) => {
      const asked = { vedtak: sha256(readFileSync(vedtak)), ut, since };
      return deliveredSince(await readEntries(state, diskFiles), asked, existsSync);
    },
    notify: () => Promise.resolve(undefined),
    signal: new AbortController().signal,
    log: () => undefined,
  };
  const read = pipelines.map((pipeline) => ({ ok: true as const, pipeline }));
  const right = clock;
  if (fault === 'clock back') {
    clock = new Date(right.getTime() - 3 * 86_400_000);
    const back = await runBatch(read, openGate(), world);
    expect(back.pipelines.filter((p) => p.outcome === 'delivered' && p.due === null)).toEqual([]);
    clock = right;
  }
  const { pipelines: reports } = await runBatch(read, openGate(), world);
  const one = reports[struck];
  if (one?.due !== null && one?.due !== undefined) {
    if (fault === 'late') expect(one).toMatchObject({ outcome: 'delivered', attempts: 2 });
    if (fault === 'corrupt') expect(one).toMatchObject({ outcome: 'refused', attempts: 3 });
    if (fault === 'died after delivery') expect(one).toMatchObject({ outcome: 'delivered', attempts: 2 });
  }
  const others = reports.filter((_, i) => i !== struck);
  expect(others.filter((r) => !['delivered', 'waiting'].includes(r.outcome))).toEqual([]);
  return reports;
}

/** The record verifies, has an end for every run, and as many deliveries as there were, each with its package. */
async function expectRecord(pipelines: readonly Recurring[], delivered: number): Promise<void> {
  const runs = summariseLedger(await readVerified(state));
  expect(runs.filter((r) => !['delivered', 'refused', 'abandoned'].includes(r.outcome))).toEqual([]);
  const made = runs.filter((r) => r.outcome === 'delivered').map((r) => r.package);
  const there = pipelines.flatMap(({ ut }) =>
    readdirSync(ut)
      .filter((n) => !n.startsWith('.'))
      .map((n) => join(ut, n)),
  );
  expect([...made].sort()).toEqual(there.sort());
  expect(made).toHaveLength(delivered);
}
