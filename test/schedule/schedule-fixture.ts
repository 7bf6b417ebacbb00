import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { PrepareResult } from '../../src/artifacts/prepare-result.ts';
import type { Problem } from '../../src/errors/problem.ts';
import { problem } from '../../src/errors/pipeline-error.ts';
import { readPipeline, type ReadPipeline } from '../../src/schedule/read-pipelines.ts';
import type { Pipeline } from '../../src/schedule/pipeline.ts';
import type { Attempt, Notice, ScheduleWorld } from '../../src/schedule/world.ts';

/** A pipeline file with some of it changed. */
export const pipelineText = (changes: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    versjon: 1,
    vedtak: 'vedtak.json',
    uttrekk: { mappe: 'uttrekk' },
    ut: 'ut',
    naar: { cron: '30 2 * * *', tidssone: 'Europe/Oslo' },
    vedFeil: { forsoek: 3, ventSekunder: 60, hoeystSekunder: 3600 },
    ...changes,
  });

export const readText = (text: string, path = '/p/natt.json'): ReadPipeline =>
  readPipeline(path, Buffer.from(text));

export function pipelineOf(changes: Readonly<Record<string, unknown>> = {}, path?: string): Pipeline {
  const read = readText(pipelineText(changes), path);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.pipeline;
}

/** A world whose clock a test sets and whose runs end as a list says; it keeps what was asked of it. */
export interface Script {
  readonly world: ScheduleWorld;
  readonly waits: number[];
  readonly notices: Notice[];
  readonly ran: string[];
  readonly set: (iso: string) => void;
  readonly stop: () => void;
  readonly then: (...attempts: readonly Attempt[]) => void;
}

export function openScript(iso: string, more: Partial<ScheduleWorld> = {}): Script {
  const state = mkdtempSync(join(tmpdir(), 'tilrette-schedule-'));
  afterAll(() => {
    rmSync(state, { recursive: true, force: true });
  });
  let clock = new Date(iso);
  const attempts: Attempt[] = [];
  const waits: number[] = [];
  const notices: Notice[] = [];
  const ran: string[] = [];
  const stopper = new AbortController();
  const world: ScheduleWorld = {
    state,
    now: () => clock,
    sleep: (ms) => {
      waits.push(ms / 1000);
      clock = new Date(clock.getTime() + ms);
      return Promise.resolve();
    },
    prepare: ({ navn }) => {
      ran.push(navn);
      return Promise.resolve(attempts.shift() ?? delivered);
    },
    deliveredSince: () => Promise.resolve(undefined),
    notify: (_, notice) => Promise.resolve(void notices.push(notice)),
    signal: stopper.signal,
    log: () => undefined,
    ...more,
  };
  return {
    world,
    waits,
    notices,
    ran,
    set: (time) => (clock = new Date(time)),
    stop: () => {
      stopper.abort();
    },
    then: (...ends) => attempts.push(...ends),
  };
}

const blank: PrepareResult = {
  versjon: 1,
  ok: true,
  outcome: 'delivered',
  exitCode: 0,
  run: 'r1',
  saksnummer: '26/1',
  package: '/p/ut/26_1_r1',
  parts: 1,
  takenOver: [],
  rows: {},
  persons: 1,
  risk: null,
  attrition: {},
  seconds: 1,
  peakMemoryBytes: 1,
  profile: {},
  notes: [],
  problems: [],
};

export const delivered: Attempt = { ended: 'told', result: blank };

export const refusedWith = (exitCode: number, ...problems: Problem[]): Attempt => ({
  ended: 'told',
  result: { ...blank, ok: false, exitCode, run: null, package: null, problems },
});

export const busy = problem('run.output-busy', 'ut', { holder: 'pid 1' });
export const tooRisky = problem('risk.k', 'risk', { k: 5, found: 1, classes: 1, of: 2 });
