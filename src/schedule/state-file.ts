import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type PipelineState, type ScheduleState, scheduleStateSchema } from '../artifacts/schedule-state.ts';
import { acquireLock } from '../base/lock.ts';
import { refuse } from '../errors/pipeline-error.ts';
import { writeAtomically } from './atomic-file.ts';

const PATIENCE_MS = 10_000;

/**
 * What is known of the pipelines; nothing where there is no file yet. Throws `schedule.state-unreadable`: nights must not
 * be run again because a file is damaged.
 */
export async function readState(dir: string): Promise<ScheduleState> {
  const path = statePath(dir);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw unreadable(path);
  });
  if (text === undefined) return { versjon: 1, pipelines: {} };
  return parseState(text) ?? fail(path);
}

function parseState(text: string): ScheduleState | undefined {
  try {
    return scheduleStateSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/**
 * Changes what is known of one pipeline, crash safe, and one process at a time. Throws `schedule.state-unreadable`,
 * `schedule.state-busy`, and `package.write-failed` where the file cannot be written.
 */
export async function changeState(
  dir: string,
  navn: string,
  now: () => Date,
  change: (before: PipelineState | undefined) => PipelineState,
): Promise<void> {
  const path = statePath(dir);
  const attempt = await acquireLock(join(dir, 'laas', 'pipelines'), { waitMs: PATIENCE_MS, now }).catch(
    told(path),
  );
  if (attempt.state === 'busy') {
    const { pid, host } = attempt.holder;
    throw refuse('run', 'schedule.state-busy', basename(path), { pid, host });
  }
  try {
    const { pipelines } = await readState(dir);
    const after = { ...pipelines, [navn]: change(pipelines[navn]) };
    const text = `${JSON.stringify({ versjon: 1, pipelines: after }, null, 2)}\n`;
    await writeAtomically(path, text, 0o600).catch(told(path));
  } finally {
    await attempt.release();
  }
}

const statePath = (dir: string): string => join(dir, 'pipelines.json');

const unreadable = (path: string): Error =>
  refuse('run', 'schedule.state-unreadable', basename(path), { file: basename(path) });

function fail(path: string): never {
  throw unreadable(path);
}

const told =
  (path: string) =>
  (error: unknown): never => {
    const { code } = error as NodeJS.ErrnoException;
    throw code === undefined ? error : refuse('package', 'package.write-failed', path, { errno: code });
  };
