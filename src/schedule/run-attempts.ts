import { INTERRUPTED } from '../errors/stages.ts';
import { problem } from '../errors/pipeline-error.ts';
import type { Problem } from '../errors/problem.ts';
import type { Outcome } from '../artifacts/schedule-state.ts';
import { checkArrival } from './check-arrival.ts';
import { deadlineOf } from './decide-due.ts';
import type { Gate } from './gate.ts';
import { canHeal } from './heals.ts';
import type { Pipeline } from './pipeline.ts';
import type { Attempt, ScheduleWorld } from './world.ts';

/** How a night ended. */
export interface Night {
  readonly outcome: Outcome;
  readonly exitCode: number;
  readonly attempts: number;
  readonly run: string | null;
  readonly package: string | null;
  readonly problems: readonly Problem[];
}

/** A night that is to be run. */
export interface Task {
  readonly pipeline: Pipeline;
  readonly due: Date;
  /** From when on the record is asked whether the delivery was made already. */
  readonly since: Date;
}

type Try = Omit<Night, 'attempts'>;

const RUN_FAILED = 13;
const FAULT = 1;

/**
 * Runs a pipeline until it has delivered, was refused for a reason that time does not mend, has used its attempts, or
 * would wait past its deadline. Waits `ventSekunder`, then twice that, and so on. Before each attempt the record is asked,
 * and by the run again when it holds the output, so that a delivery whose run died after it was made, or which a run that
 * was left going makes meanwhile, is not made twice.
 */
export async function runAttempts(task: Task, gate: Gate, world: ScheduleWorld): Promise<Night> {
  const { pipeline } = task;
  for (let attempts = 1; ; attempts += 1) {
    const made = await tryOnce(task, gate, world);
    const night = { ...made, attempts };
    if (made.outcome !== 'refused' || !canHeal(made.problems)) return night;
    const wait = waitBefore(pipeline, attempts + 1);
    if (attempts >= pipeline.vedFeil.forsoek || pastDeadline(task, wait, world)) return night;
    world.log(`${pipeline.navn}: ${codesOf(made.problems)}; attempt ${attempts + 1} in ${wait / 1000} s`);
    await world.sleep(wait, world.signal);
  }
}

/** Milliseconds before an attempt, the second being the first that waits. */
const waitBefore = ({ vedFeil }: Pick<Pipeline, 'vedFeil'>, attempt: number): number =>
  Math.min(vedFeil.ventSekunder * 2 ** (attempt - 2), vedFeil.hoeystSekunder) * 1000;

const pastDeadline = ({ pipeline, due }: Task, wait: number, world: ScheduleWorld): boolean =>
  world.now().getTime() + wait > deadlineOf(pipeline, due).getTime();

async function tryOnce({ pipeline, due, since }: Task, gate: Gate, world: ScheduleWorld): Promise<Try> {
  return gate.pass(pipeline, async () => {
    if (world.signal.aborted) return interrupted;
    const made = await delivered(pipeline, since, world);
    if (made !== undefined) return made;
    const late = await checkArrival(pipeline, due);
    if (late.length > 0) return refused(RUN_FAILED, late);
    world.log(`${pipeline.navn}: begins`);
    const ended = judge(await world.prepare(pipeline, since, world.signal), pipeline, world);
    const already = ended.problems.some(({ code }) => code === 'run.delivered-already');
    return (already ? await delivered(pipeline, since, world) : undefined) ?? ended;
  });
}

async function delivered(pipeline: Pipeline, since: Date, world: ScheduleWorld): Promise<Try | undefined> {
  const made = await world.deliveredSince(pipeline, since);
  return made === undefined ? undefined : { ...made, outcome: 'delivered', exitCode: 0, problems: [] };
}

function judge(attempt: Attempt, pipeline: Pipeline, world: ScheduleWorld): Try {
  const { navn, lengstMinutter: minutes } = pipeline;
  switch (attempt.ended) {
    case 'died':
      if (world.signal.aborted) return interrupted;
      return refused(FAULT, [problem('schedule.child-died', navn, { how: attempt.how })]);
    case 'too-long':
      return refused(RUN_FAILED, [problem('schedule.took-too-long', navn, { minutes })]);
    case 'told': {
      const { ok, exitCode, run, package: path, takenOver, problems } = attempt.result;
      for (const from of takenOver)
        world.log(`${navn}: took over ${from.parts} finished parts of ${from.run}`);
      if (ok) return { outcome: 'delivered', exitCode: 0, run, package: path, problems: [] };
      return exitCode === INTERRUPTED && world.signal.aborted ? interrupted : refused(exitCode, problems);
    }
  }
}

const interrupted: Try = {
  outcome: 'interrupted',
  exitCode: INTERRUPTED,
  run: null,
  package: null,
  problems: [],
};

const refused = (exitCode: number, problems: readonly Problem[]): Try => ({
  outcome: 'refused',
  exitCode,
  run: null,
  package: null,
  problems,
});

const codesOf = (problems: readonly Problem[]): string =>
  [...new Set(problems.map(({ code }) => code))].join(', ');
