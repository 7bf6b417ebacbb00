import type { MessagePort } from 'node:worker_threads';
import type { Recipients } from '../crypto/recipients.ts';
import type { PartFormat, PartShape, SealedBytes } from './sealed-part.ts';

/**
 * What is sent to an encrypting worker: public recipients, or a password in shared memory that no copy is made of; the file
 * key is made in the worker and stays there.
 */
export interface EncryptJob {
  readonly type: 'encrypt';
  readonly pipe: string;
  readonly target: string;
  readonly recipients: Recipients;
  /** Of the table that is written; null for other bytes. */
  readonly format: PartFormat | null;
  /** One shared cell: how the writing into the pipe went, set before the main thread lets go of the pipe. */
  readonly outcome: Int32Array;
  /** Gets one message when the worker reads the pipe. */
  readonly started: MessagePort;
}

/** Asks a thread to load; gives null when it has. */
export interface Wake {
  readonly type: 'wake';
}

/** Values of the shared outcome cell; anything but `succeeded` at the end of the pipe means that nothing is kept. */
export const outcomes = { undecided: 0, succeeded: 1, failed: 2 } as const;

export type EncryptFault =
  | { readonly type: 'write'; readonly errno: string }
  | { readonly type: 'recipient' }
  | { readonly type: 'shape' }
  | { readonly type: 'abandoned' };

export type EncryptResult =
  | { readonly type: 'sealed'; readonly sealed: SealedBytes; readonly shape: PartShape | null }
  | { readonly type: 'refused'; readonly fault: EncryptFault };
