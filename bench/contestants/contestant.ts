import type { Scope } from '../decision.ts';
import type { Command, Measured } from '../measure.ts';
import type { Registers } from '../registers.ts';
import type { DecisionName } from '../settings.ts';

/** One job, the same for every contestant. Sizes in rows and bytes. */
export interface BenchJob {
  readonly registers: Registers;
  readonly episodes: number;
  readonly decision: DecisionName;
  readonly scope: Scope;
  /** The decision as a file. */
  readonly vedtak: string;
  /** age public key of the recipient, and the file with the identity that opens what it is given. */
  readonly recipient: string;
  readonly identity: string;
  readonly memoryBytes: number;
  readonly threads: number;
  /** Parquet files of the last hand-written delivery: the bytes that the age command encrypts. */
  readonly plaintext: string;
}

/** What a contestant says of itself when it has ended; nulls where it says nothing. */
export interface OwnReport {
  readonly profile: Readonly<Record<string, number>>;
  readonly peakBytes: number | null;
  /** Rows delivered and rows suppressed, by extract; null where the written files are counted. */
  readonly rows: Readonly<Record<string, number>> | null;
  readonly suppressed: Readonly<Record<string, number>>;
}

/** Somebody who does the job, as a program of its own. */
export interface Contestant {
  readonly id: string;
  /** What the tables call it. */
  readonly label: string;
  /** Whether what it writes is the delivery, so that its rows are held against the others'. */
  readonly delivers: boolean;
  /** Why it cannot be measured in this job; null when it can. */
  readonly missing: (job: BenchJob) => string | null;
  /** Puts `folder`, new and empty, in order, untimed, and gives the program to be measured; it writes to `folder/ut`. */
  readonly command: (job: BenchJob, folder: string) => Promise<Command>;
  readonly report: (measured: Measured) => OwnReport;
  /** Gives the folder with the delivery in the clear. */
  readonly open: (job: BenchJob, folder: string) => Promise<string>;
}

export const SAYS_NOTHING: OwnReport = { profile: {}, peakBytes: null, rows: null, suppressed: {} };
