import type { Report } from '../base/progress.ts';
import type { Answers } from '../vedtak/law/answers.ts';

/** What a run is asked to do. Paths are absolute, memory is in bytes. */
export interface PrepareSettings {
  readonly vedtak: string;
  readonly uttrekk: string;
  readonly ut: string;
  readonly state: string;
  readonly configs: string;
  readonly memoryBytes: number;
  readonly threads: number;
  /** Answers to the warnings of the legal assessment. */
  readonly answers: Answers;
  readonly program: { readonly navn: string; readonly versjon: string };
}

/** The world around a run: clock, random source, a signal to stop, and somebody to tell. */
export interface Surroundings {
  readonly now: () => Date;
  readonly randomFill: <T extends NodeJS.ArrayBufferView>(block: T) => T;
  readonly peakMemoryBytes: () => number;
  readonly signal: AbortSignal;
  readonly report: Report;
}

/** The day of a run, ISO. */
export const today = (world: Pick<Surroundings, 'now'>): string => world.now().toISOString().slice(0, 10);
