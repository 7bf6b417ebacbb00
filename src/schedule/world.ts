import type { PrepareResult } from '../artifacts/prepare-result.ts';
import type { Outcome } from '../artifacts/schedule-state.ts';
import type { Delivery } from './delivered-since.ts';
import type { Pipeline } from './pipeline.ts';

/** How one attempt ended: with the document of `prepare`, or without it, in words. */
export type Attempt =
  | { readonly ended: 'told'; readonly result: PrepareResult }
  | { readonly ended: 'died'; readonly how: string }
  | { readonly ended: 'too-long' };

/** What an address in `varsle` is told. No data, no case, no numbers. */
export interface Notice {
  readonly pipeline: string;
  readonly outcome: Outcome;
  readonly run: string | null;
}

/** The world around nightly runs. */
export interface ScheduleWorld {
  /** State directory of the forvalter. */
  readonly state: string;
  readonly now: () => Date;
  /** Resolves after a time in milliseconds, or at once when the signal is given. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /**
   * Runs `prepare` once, which delivers nothing where the record has a delivery since a time, and stops it when the signal
   * is given or `lengstMinutter` is over; never throws.
   */
  readonly prepare: (pipeline: Pipeline, since: Date, signal: AbortSignal) => Promise<Attempt>;
  /** What the record says was delivered of a pipeline since a time. */
  readonly deliveredSince: (
    pipeline: Pick<Pipeline, 'vedtak' | 'ut'>,
    since: Date,
  ) => Promise<Delivery | undefined>;
  /** Gives the reason where the notice could not be handed over. */
  readonly notify: (address: string, notice: Notice) => Promise<string | undefined>;
  readonly signal: AbortSignal;
  /** One line for the log. */
  readonly log: (line: string) => void;
}
