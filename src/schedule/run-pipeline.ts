import { join } from 'node:path';
import type { PipelineReport } from '../artifacts/batch-result.ts';
import type { PipelineState } from '../artifacts/schedule-state.ts';
import { acquireLock, type LockAttempt } from '../base/lock.ts';
import { PipelineError, problem, refuse } from '../errors/pipeline-error.ts';
import type { Problem } from '../errors/problem.ts';
import { deadlineOf, decideDue, type Owed } from './decide-due.ts';
import type { Gate } from './gate.ts';
import { nextDue } from './occurrences.ts';
import type { Pipeline } from './pipeline.ts';
import { runAttempts, type Night } from './run-attempts.ts';
import { changeState, readState } from './state-file.ts';
import type { ScheduleWorld } from './world.ts';

/**
 * Runs a pipeline if it owes a night, and writes down how that ended. One process at a time does so for each pipeline.
 * A refusal is in the report and never thrown: one pipeline must not keep the others from running.
 */
export async function runPipeline(
  pipeline: Pipeline,
  gate: Gate,
  world: ScheduleWorld,
): Promise<PipelineReport> {
  try {
    const lock = await lockPipeline(pipeline, world);
    if (lock.state === 'busy') return { ...blank(pipeline, world), outcome: 'elsewhere' };
    return await runOwed(pipeline, gate, world).finally(() => lock.release());
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    const { exitCode, problems } = error;
    return { ...blank(pipeline, world), outcome: 'refused', exitCode, problems: [...problems] };
  }
}

function lockPipeline({ navn }: Pipeline, { state, now }: ScheduleWorld): Promise<LockAttempt> {
  const path = join(state, 'laas', `pipeline-${navn}`);
  return acquireLock(path, { waitMs: 0, now }).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    throw code === undefined ? error : refuse('package', 'package.write-failed', path, { errno: code });
  });
}

async function runOwed(pipeline: Pipeline, gate: Gate, world: ScheduleWorld): Promise<PipelineReport> {
  const { pipelines } = await readState(world.state);
  const before = pipelines[pipeline.navn];
  const owed = decideDue(pipeline, before, world.now());
  const warnings = owed.clockBack === undefined ? [] : [clockProblem(pipeline, owed.clockBack, world)];
  const exitCode = warnings.length > 0 ? RUN_FAILED : 0;
  if (owed.due === undefined) {
    await rememberHandled(pipeline, before, owed, world);
    return { ...blank(pipeline, world), exitCode, problems: warnings };
  }
  return runNight(pipeline, { ...owed, due: owed.due }, gate, world);
}

const RUN_FAILED = 13;

async function rememberHandled(
  { navn }: Pipeline,
  before: PipelineState | undefined,
  { handled }: Owed,
  { state, now }: ScheduleWorld,
): Promise<void> {
  if (before?.handled === handled.toISOString()) return;
  await changeState(state, navn, now, (known) => ({
    ...(known ?? unknown),
    handled: handled.toISOString(),
  }));
}

async function runNight(
  pipeline: Pipeline,
  owed: Owed & { readonly due: Date },
  gate: Gate,
  world: ScheduleWorld,
): Promise<PipelineReport> {
  const { navn } = pipeline;
  const began = world.now();
  const since = await beginNight(pipeline, owed, began, world);
  const night = await runAttempts({ pipeline, due: owed.due, since }, gate, world);
  const ended = world.now();
  const seconds = Math.max(0, (ended.getTime() - began.getTime()) / 1000);
  const late = ended > deadlineOf(pipeline, owed.due);
  await changeState(world.state, navn, world.now, (known) =>
    endNight(known ?? unknown, owed.due, ended, { ...night, seconds, late }),
  );
  world.log(`${navn}: ${night.outcome}${late ? ' after its deadline' : ''}, ${seconds.toFixed(1)} s`);
  const unheard = await tell(pipeline, night, world);
  return {
    ...blank(pipeline, world),
    ...night,
    due: owed.due.toISOString(),
    missed: owed.missed,
    late,
    seconds,
    problems: [...night.problems, ...unheard],
  };
}

/** Writes down that a run begins, and gives when the first begin of this night was. */
async function beginNight(
  { navn }: Pipeline,
  { due, handled }: Owed & { readonly due: Date },
  began: Date,
  { state, now }: ScheduleWorld,
): Promise<Date> {
  let since = began;
  await changeState(state, navn, now, (known = unknown) => {
    const begun = known.underway;
    if (begun !== null && new Date(begun.since) < began) since = new Date(begun.since);
    const underway = { due: due.toISOString(), since: since.toISOString() };
    return { ...known, handled: handled.toISOString(), underway };
  });
  return since;
}

/** An interrupted night is still owed; one that was refused is not, since no attempt was left that could help. */
function endNight(
  known: PipelineState,
  due: Date,
  ended: Date,
  night: Night & { readonly seconds: number; readonly late: boolean },
): PipelineState {
  const { outcome, exitCode, attempts, run, seconds, late } = night;
  return {
    handled: outcome === 'interrupted' ? known.handled : due.toISOString(),
    underway: outcome === 'interrupted' ? known.underway : null,
    last: {
      due: due.toISOString(),
      ended: ended.toISOString(),
      outcome,
      exitCode,
      attempts,
      run,
      seconds,
      late,
    },
    lastDelivered: outcome === 'delivered' ? ended.toISOString() : known.lastDelivered,
    nights: { ...known.nights, [outcome]: known.nights[outcome] + 1 },
  };
}

async function tell(
  { navn, varsle }: Pipeline,
  { outcome, run }: Night,
  world: ScheduleWorld,
): Promise<readonly Problem[]> {
  if (varsle === undefined) return [];
  const reason = await world.notify(varsle, { pipeline: navn, outcome, run });
  return reason === undefined ? [] : [problem('schedule.webhook', navn, { reason })];
}

const unknown: PipelineState = {
  handled: new Date(0).toISOString(),
  underway: null,
  last: null,
  lastDelivered: null,
  nights: { delivered: 0, refused: 0, interrupted: 0 },
};

const clockProblem = ({ navn }: Pipeline, handled: Date, { now }: ScheduleWorld): Problem =>
  problem('schedule.clock-back', navn, { handled: handled.toISOString(), now: now().toISOString() });

const blank = ({ navn, naar }: Pipeline, { now }: ScheduleWorld): PipelineReport => ({
  navn,
  outcome: 'waiting',
  exitCode: 0,
  due: null,
  next: nextDue(naar, now())?.toISOString() ?? null,
  attempts: 0,
  missed: 0,
  late: false,
  run: null,
  package: null,
  seconds: 0,
  problems: [],
});
