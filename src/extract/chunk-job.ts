import type { Problem } from '../errors/problem.ts';
import type { MessageAt } from './ipc-message.ts';

/** Rows of one record batch, from a multiple of eight up to and without `to`. */
export interface BatchRows {
  readonly at: MessageAt;
  readonly from: number;
  readonly to: number;
}

/** One order to a worker: places in a file, no values. */
export interface ChunkJob {
  readonly path: string;
  readonly columns: readonly string[];
  /** Schema of the file, as the metadata of a message. */
  readonly schema: Uint8Array;
  readonly dictionaries: readonly MessageAt[];
  /** The rows of each chunk to make. */
  readonly chunks: readonly (readonly BatchRows[])[];
  readonly memoryFolder: string;
}

/** A descriptor of this process that reads a finished chunk. */
export interface ChunkFile {
  readonly descriptor: number;
  readonly rows: number;
}

/** Errors lose their class between threads, so problems come back as data. */
export type ChunkResult =
  | { readonly type: 'done'; readonly files: readonly ChunkFile[] }
  | { readonly type: 'refused'; readonly problems: readonly Problem[] };
