import { norwegianDay } from '../base/norwegian-day.ts';
import type { Password } from '../crypto/recipients.ts';
import type { Report } from '../base/progress.ts';
import type { Answers } from '../vedtak/law/answers.ts';

/** What is asked of a run beside the delivery itself. */
export interface RecordSettings {
  /** Who prepares the delivery. */
  readonly preparedBy: string | null;
  /** Minutes that a person has spent on it, for the invoice. */
  readonly minutes: number | null;
  /** Run whose delivery this one replaces. */
  readonly corrects: string | null;
  /** Run whose delivery is made again, to show that it comes out the same; nothing is published. */
  readonly recreates: string | null;
  /** Publication waits for a second person. */
  readonly awaitApproval: boolean;
}

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
  readonly record: RecordSettings;
  /** Nothing is delivered where the record has a delivery of the same decision into the same folder since this time. */
  readonly unlessSince?: Date | undefined;
  readonly program: { readonly navn: string; readonly versjon: string };
}

/** The world around a run: clock, random source, a signal to stop, and somebody to tell. */
export interface Surroundings {
  readonly now: () => Date;
  readonly randomFill: <T extends NodeJS.ArrayBufferView>(block: T) => T;
  readonly peakMemoryBytes: () => number;
  readonly signal: AbortSignal;
  readonly report: Report;
  /** Shows the password of a delivery once to whoever runs it; absent where nobody would see it. */
  readonly tellPassword?: (password: Password) => Promise<void>;
  /** A file was named for the password, so that one is expected. */
  readonly passwordFile?: true;
}

/** The day of a run in Norway, ISO. */
export const today = (world: Pick<Surroundings, 'now'>): string => norwegianDay(world.now());
