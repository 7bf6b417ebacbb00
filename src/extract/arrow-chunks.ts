import { closeSync } from 'node:fs';
import { Piscina } from 'piscina';
import { workerFile } from '../base/worker-file.ts';
import { PipelineError } from '../errors/pipeline-error.ts';
import type { ChunkFile, ChunkJob, ChunkResult } from './chunk-job.ts';
import type { Extract } from './extract.ts';
import { openFileBytes } from './file-bytes.ts';
import { checkMemoryFolder, MEMORY_FOLDER } from './memory-file.ts';
import { planChunks } from './plan-chunks.ts';

/** Rows of an extract as Parquet in memory, readable by any thread of this process until it is closed. */
interface Chunk {
  /** `/proc/self/fd/<n>`: the file has no name anywhere else. */
  readonly path: string;
  readonly rows: number;
  /** Gives the memory back; harmless when called again. */
  readonly close: () => void;
}

interface ChunkRequest {
  /** Size of the wanted columns in one chunk, in bytes, before they become Parquet. */
  readonly chunkBytes: number;
}

/** Turns Arrow IPC into Parquet in worker threads, piece by piece and without touching a disk. */
export interface ArrowReader {
  readonly chunks: (
    extract: Extract,
    columns: readonly string[],
    request: ChunkRequest,
  ) => AsyncGenerator<Chunk>;
  /** Ends the threads; chunks not yet closed stay readable. */
  readonly close: () => Promise<void>;
}

/** Orders under way beyond the chunk that the caller holds. */
const AHEAD = 2;

/**
 * Starts the threads. `chunks` gives the named columns, which must be flat, in the order named and the rows in the
 * order of the files, at least one chunk a file even if it has no rows; dates in milliseconds arrive as dates and
 * timestamps in seconds as timestamps in milliseconds. Memory does not grow with the file: at most three chunks at a
 * time, plus, for a compressed record batch larger than a chunk, the wanted columns of that batch. Throws at stage
 * `run`: extract.no-memory-files, extract.memory-files-full, extract.corrupt, extract.not-flat, extract.unknown-type,
 * extract.unreadable.
 */
export function openArrowReader(options: { readonly threads: number }): ArrowReader {
  const pool = new Piscina<ChunkJob, ChunkResult>({
    ...workerFile(import.meta.url, 'arrow-worker'),
    minThreads: options.threads,
    maxThreads: options.threads,
    // the main thread closes what a worker opened; a second close at the worker's end could hit a stranger
    trackUnmanagedFds: false,
  });
  return {
    chunks: (extract, columns, { chunkBytes }) => readChunks(pool, extract, columns, chunkBytes),
    close: () => pool.destroy(),
  };
}

async function* readChunks(
  pool: Piscina<ChunkJob, ChunkResult>,
  extract: Extract,
  columns: readonly string[],
  chunkBytes: number,
): AsyncGenerator<Chunk> {
  checkMemoryFolder(MEMORY_FOLDER);
  const pending: Promise<readonly Chunk[]>[] = [];
  const ready: Chunk[] = [];
  try {
    for (const job of planAll(extract, columns, chunkBytes)) {
      pending.push(startJob(pool, job));
      if (pending.length <= AHEAD) continue;
      ready.push(...((await pending.shift()) ?? []));
      yield* take(ready);
    }
    for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
      ready.push(...(await next));
      yield* take(ready);
    }
  } finally {
    const rest = await Promise.allSettled(pending);
    const made = rest.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
    for (const chunk of [...ready, ...made]) chunk.close();
  }
}

/** Hands over the chunks one by one; what is still in the list belongs to the generator. */
function* take(ready: Chunk[]): Generator<Chunk> {
  for (let chunk = ready.shift(); chunk !== undefined; chunk = ready.shift()) yield chunk;
}

function* planAll(extract: Extract, columns: readonly string[], chunkBytes: number): Generator<ChunkJob> {
  for (const { path } of extract.files) {
    const file = openFileBytes(path);
    try {
      yield* planChunks(file, { columns, chunkBytes, memoryFolder: MEMORY_FOLDER });
    } finally {
      file.close();
    }
  }
}

function startJob(pool: Piscina<ChunkJob, ChunkResult>, job: ChunkJob): Promise<readonly Chunk[]> {
  const chunks = pool.run(job).then((result) => {
    if (result.type === 'refused') throw new PipelineError('run', result.problems);
    return result.files.map(openChunk);
  });
  // a failure is reported when its turn comes, not as an unhandled rejection before
  chunks.catch(() => undefined);
  return chunks;
}

function openChunk({ descriptor, rows }: ChunkFile): Chunk {
  let open = true;
  const close = () => {
    if (open) closeSync(descriptor);
    open = false;
  };
  return { path: `/proc/self/fd/${descriptor}`, rows, close };
}
