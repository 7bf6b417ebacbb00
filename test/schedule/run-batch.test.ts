import { chmodSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PipelineReport } from '../../src/artifacts/batch-result.ts';
import { acquireLock } from '../../src/base/lock.ts';
import { openGate } from '../../src/schedule/gate.ts';
import { keepRunning } from '../../src/schedule/keep-running.ts';
import { readState } from '../../src/schedule/state-file.ts';
import { renderMetrics } from '../../src/schedule/render-metrics.ts';
import { runBatch } from '../../src/schedule/run-batch.ts';
import { problem } from '../../src/errors/pipeline-error.ts';
import type { Pipeline } from '../../src/schedule/pipeline.ts';
import {
  busy,
  delivered,
  openScript,
  pipelineOf,
  refusedWith,
  tooRisky,
  type Script,
} from './schedule-fixture.ts';

const NIGHT = '2026-01-10T01:31:00.000Z';
const natt = pipelineOf();

const batch = (script: Script, ...pipelines: readonly Pipeline[]) =>
  runBatch(
    pipelines.map((pipeline) => ({ ok: true, pipeline })),
    openGate(),
    script.world,
  );

async function once(script: Script, pipeline = natt): Promise<PipelineReport | undefined> {
  return (await batch(script, pipeline)).pipelines[0];
}

describe('a batch', () => {
  test('runs a night once', async () => {
    const script = openScript(NIGHT);
    expect(await once(script)).toMatchObject({ outcome: 'delivered', attempts: 1, run: 'r1', late: false });
    expect(await once(script)).toMatchObject({ outcome: 'waiting', exitCode: 0 });
    script.set('2026-01-14T05:00:00Z');
    expect(await once(script)).toMatchObject({ outcome: 'delivered', missed: 3 });
    expect(script.ran).toHaveLength(2);
  });

  test('tries again, waiting twice as long each time, for what can heal', async () => {
    const script = openScript(NIGHT);
    script.then(refusedWith(13, busy), { ended: 'died', how: 'a process ended by SIGKILL' }, delivered);
    expect(await once(script)).toMatchObject({ outcome: 'delivered', attempts: 3 });
    expect(script.waits).toEqual([60, 120]);
  });

  test('never tries again for what cannot heal, alone or beside what can', async () => {
    const readOnly = problem('package.write-failed', 'ut', { errno: 'EROFS' });
    for (const attempt of [
      refusedWith(14, tooRisky),
      refusedWith(13, busy, tooRisky),
      refusedWith(15, readOnly),
    ]) {
      const script = openScript(NIGHT);
      script.then(attempt);
      expect(await once(script)).toMatchObject({ outcome: 'refused', attempts: 1 });
      expect(await once(script)).toMatchObject({ outcome: 'waiting' });
    }
    const script = openScript(NIGHT);
    script.then(refusedWith(15, problem('package.write-failed', 'ut', { errno: 'ENOSPC' })));
    expect(await once(script)).toMatchObject({ outcome: 'delivered', attempts: 2 });
  });

  test('gives up after its attempts, or when it would wait past the deadline', async () => {
    const script = openScript(NIGHT);
    script.then(...Array.from({ length: 9 }, () => refusedWith(13, busy)));
    expect(await once(script)).toMatchObject({ outcome: 'refused', attempts: 3, exitCode: 13 });
    const short = openScript(NIGHT);
    short.then(refusedWith(13, busy));
    expect(await once(short, pipelineOf({ fristMinutter: 2, vedFeil: { ventSekunder: 61 } }))).toMatchObject({
      attempts: 1,
    });
  });

  test('owes an interrupted night still', async () => {
    const script = openScript(NIGHT, { signal: AbortSignal.abort() });
    const result = await batch(script, natt);
    expect(result).toMatchObject({ exitCode: 130, pipelines: [{ outcome: 'interrupted' }] });
    const next = { ...script.world, signal: new AbortController().signal };
    const again = await runBatch([{ ok: true, pipeline: natt }], openGate(), next);
    expect(again).toMatchObject({ exitCode: 0, pipelines: [{ outcome: 'delivered' }] });
  });

  test('does not deliver again what a killed batch delivered, by the record', async () => {
    const asked: Date[] = [];
    const crash = openScript(NIGHT, { prepare: () => Promise.reject(new Error('power cut')) });
    await expect(once(crash)).rejects.toThrow('power cut');
    const later = openScript('2026-01-10T02:00:00Z', {
      state: crash.world.state,
      deliveredSince: (_, since) => {
        asked.push(since);
        return Promise.resolve({ run: 'r0', package: '/p/ut/r0' });
      },
    });
    expect(await once(later)).toMatchObject({ outcome: 'delivered', run: 'r0' });
    expect(later.ran).toEqual([]);
    expect(asked).toEqual([new Date(NIGHT)]);
  });

  test('takes for its own what a run that was left going delivers after the record was asked', async () => {
    const since = new Date(NIGHT).toISOString();
    let asked = 0;
    const script = openScript(NIGHT, {
      deliveredSince: () =>
        Promise.resolve((asked += 1) === 1 ? undefined : { run: 'r0', package: '/p/ut/r0' }),
    });
    script.then(refusedWith(13, problem('run.delivered-already', 'ut', { run: 'r0', since })));
    expect(await once(script)).toMatchObject({ outcome: 'delivered', run: 'r0', attempts: 1, problems: [] });
    expect([script.ran, asked]).toEqual([['natt'], 2]);
  });

  test('runs nothing that another process runs', async () => {
    const script = openScript(NIGHT);
    const lock = await acquireLock(join(script.world.state, 'laas', 'pipeline-natt'), {
      waitMs: 0,
      now: script.world.now,
    });
    expect(await once(script)).toMatchObject({ outcome: 'elsewhere', exitCode: 0 });
    if (lock.state === 'held') await lock.release();
  });

  test('ends with the status of what failed, and runs the others all the same', async () => {
    const ends = { natt: refusedWith(14, tooRisky), uke: delivered };
    const script = openScript(NIGHT, {
      prepare: ({ navn }) => Promise.resolve(ends[navn as keyof typeof ends]),
    });
    const result = await batch(script, natt, pipelineOf({ ut: 'ut2' }, '/p/uke.json'));
    expect(result).toMatchObject({ ok: false, exitCode: 14 });
    expect(result.pipelines.map((p) => p.outcome)).toEqual(['refused', 'delivered']);
  });

  test('tells of a clock that was set back, runs nothing for it, and goes on the night after', async () => {
    const script = openScript('2036-01-10T01:31:00.000Z');
    await once(script);
    script.set(NIGHT);
    expect(await once(script)).toMatchObject({
      outcome: 'waiting',
      exitCode: 13,
      problems: [{ code: 'schedule.clock-back' }],
    });
    expect(await once(script)).toMatchObject({ exitCode: 0 });
    script.set('2026-01-11T01:31:00Z');
    expect(await once(script)).toMatchObject({ outcome: 'delivered' });
  });

  test('refuses a state that is damaged, and never takes it for an empty one', async () => {
    const script = openScript(NIGHT);
    writeFileSync(join(script.world.state, 'pipelines.json'), '{"versjon":1,');
    expect(await once(script)).toMatchObject({
      exitCode: 13,
      problems: [{ code: 'schedule.state-unreadable' }],
    });
    expect(script.ran).toEqual([]);
  });

  test('waits for an extract that is late, and does not deliver the one of the day before', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tilrette-late-'));
    const file = join(folder, 'npr.episode.parquet');
    writeFileSync(file, 'x');
    utimesSync(file, new Date('2026-01-09T00:00:00Z'), new Date('2026-01-09T00:00:00Z'));
    const pipeline = pipelineOf({
      uttrekk: { mappe: folder, venterPaa: ['npr.episode.parquet'], hoeystAlderTimer: 12 },
    });
    const script = openScript(NIGHT, {
      sleep: () => {
        utimesSync(file, new Date(NIGHT), new Date(NIGHT));
        return Promise.resolve();
      },
    });
    expect(await once(script, pipeline)).toMatchObject({ outcome: 'delivered', attempts: 2 });
    rmSync(folder, { recursive: true });
  });

  test('tells an address the name, the outcome and the run, and nothing else', async () => {
    const script = openScript(NIGHT);
    await once(script, pipelineOf({ varsle: 'https://varsel.example/a' }));
    expect(script.notices).toEqual([{ pipeline: 'natt', outcome: 'delivered', run: 'r1' }]);
    const deaf = openScript(NIGHT, { notify: () => Promise.resolve('no connection') });
    expect(await once(deaf, pipelineOf({ varsle: 'https://varsel.example/a' }))).toMatchObject({
      outcome: 'delivered',
      exitCode: 0,
      problems: [{ code: 'schedule.webhook' }],
    });
  });

  test('leaves a state that only its owner can read', async () => {
    const script = openScript(NIGHT);
    await once(script);
    const path = join(script.world.state, 'pipelines.json');
    chmodSync(path, 0o600);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(await readState(script.world.state));
  });
});

describe('runs at once', () => {
  const names = ['a', 'b', 'c', 'd'];
  const many = async (
    wanted: number,
    changes: (i: number) => Readonly<Record<string, unknown>>,
  ): Promise<number> => {
    let inside = 0;
    let most = 0;
    const script = openScript(NIGHT, {
      prepare: async () => {
        most = Math.max(most, (inside += 1));
        for (let i = 0; i < 200 && most < wanted; i += 1) await new Promise((r) => setTimeout(r, 10));
        inside -= 1;
        return delivered;
      },
    });
    const result = await batch(script, ...names.map((n, i) => pipelineOf(changes(i), `/p/${n}.json`)));
    expect(result.pipelines.map((p) => p.outcome)).toEqual(names.map(() => 'delivered'));
    return most;
  };

  test('are as many as each of them allows', async () => {
    expect(await many(1, (i) => ({ ut: `ut${i}` }))).toBe(1);
    expect(await many(2, (i) => ({ ut: `ut${i}`, samtidige: i === 0 ? 2 : 3 }))).toBeLessThanOrEqual(3);
    expect(await many(4, (i) => ({ ut: `ut${i}`, samtidige: 4 }))).toBe(4);
  });

  test('never share an output folder', async () => {
    expect(await many(1, () => ({ ut: 'ut', samtidige: 4 }))).toBe(1);
  });
});

test('what stays runs a night when it comes, and ends when it is told to', async () => {
  const script = openScript('2026-01-10T01:29:00.000Z');
  await batch(script, natt);
  const before = script.ran.length;
  const read = () => Promise.resolve([{ ok: true as const, pipeline: natt }]);
  const told: string[] = [];
  await keepRunning(
    {
      read,
      tell: ({ pipelines }) => {
        told.push(...pipelines.map((p) => p.outcome));
        script.stop();
        return Promise.resolve();
      },
    },
    {
      ...script.world,
      sleep: async (ms, s) => {
        await script.world.sleep(ms, s);
        await new Promise((resolve) => setTimeout(resolve, 5));
      },
    },
  );
  expect(told).toEqual(['delivered']);
  expect(script.ran).toHaveLength(before + 1);
});

test('metrics tell times and outcomes in the text form of Prometheus, and no count of persons', async () => {
  const script = openScript(NIGHT);
  await once(script);
  const text = renderMetrics([natt], await readState(script.world.state), new Date(NIGHT));
  const lines = text.trimEnd().split('\n');
  expect(lines.filter((line) => !/^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+\{[^}]+\} [\d.]+)$/.test(line))).toEqual(
    [],
  );
  expect(text).toContain('tilrette_pipeline_nights_total{pipeline="natt",outcome="delivered"} 1');
  expect(text).not.toContain('person');
});
