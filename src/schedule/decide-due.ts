import type { PipelineState } from '../artifacts/schedule-state.ts';
import { countBetween, latestDue } from './occurrences.ts';
import type { Pipeline } from './pipeline.ts';

/** What a pipeline owes now. */
export interface Owed {
  /** The latest time that was due and is not handled; undefined where nothing is owed. */
  readonly due: Date | undefined;
  /** Earlier times since the last one handled: they are made good by one run. */
  readonly missed: number;
  /** The time up to which everything is handled, to be written down; in the past of the clock. */
  readonly handled: Date;
  /** Set when the clock is behind what was handled before. */
  readonly clockBack: Date | undefined;
}

/**
 * Of several missed nights one run is owed, for the latest. A pipeline that was never seen owes no night whose deadline
 * has passed. Where the clock has been set back the pipeline goes on from the time it shows, so that neither a night is
 * run twice for it nor, after a clock that was years ahead, all are left out.
 */
export function decideDue(pipeline: Pipeline, state: PipelineState | undefined, now: Date): Owed {
  const latest = latestDue(pipeline.naar, now);
  if (state === undefined) return neverSeen(pipeline, latest, now);
  const handled = new Date(state.handled);
  if (handled > now) return { due: undefined, missed: 0, handled: now, clockBack: handled };
  const owed = latest !== undefined && latest > handled;
  return {
    due: owed ? latest : undefined,
    missed: owed ? countBetween(pipeline.naar, handled, latest) : 0,
    handled,
    clockBack: undefined,
  };
}

function neverSeen(pipeline: Pipeline, latest: Date | undefined, now: Date): Owed {
  const owed = latest !== undefined && now < deadlineOf(pipeline, latest);
  const handled = owed ? new Date(latest.getTime() - 1) : now;
  return { due: owed ? latest : undefined, missed: 0, handled, clockBack: undefined };
}

/** When a run that was due then should have ended. */
export const deadlineOf = ({ fristMinutter }: Pipeline, due: Date): Date =>
  new Date(due.getTime() + fristMinutter * 60_000);
