import type { Recipients } from '../crypto/recipients.ts';
import type { PartFormat, SealedBytes, SealedPart } from './sealed-part.ts';

/** A named pipe that is open for one writer; what goes in comes out encrypted in the target file. */
export interface Sink<Sealed> {
  /** The pipe to write to, such as `COPY … TO '<path>'`. */
  readonly path: string;
  /**
   * After the writer has closed the pipe and succeeded: seals the last chunk. The file is on the disk then; a part is when
   * `syncPath` has put it there, which can be done beside the next. Throws
   * PipelineError `package.write-failed`, `package.recipient-unusable` or `package.shape-unreadable`.
   */
  finish(): Promise<Sealed>;
  /** After the writer has failed, or before it began: removes the target. Never throws for the target. */
  abandon(): Promise<void>;
}

export type PartSink = Sink<SealedPart>;
export type BytesSink = Sink<SealedBytes>;

export interface SinkTarget {
  /** The encrypted file to make; must not exist. */
  readonly target: string;
  readonly recipients: Recipients;
}

export interface PartTarget extends SinkTarget {
  readonly format: PartFormat;
}
