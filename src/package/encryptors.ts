import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { workerFile } from '../base/worker-file.ts';
import { countRecipients } from '../crypto/recipients.ts';
import { type PipelineError, refuse } from '../errors/pipeline-error.ts';
import {
  outcomes,
  type EncryptFault,
  type EncryptJob,
  type EncryptResult,
  type Wake,
} from './encrypt-job.ts';
import { makeNamedPipes, openNamedPipe, type NamedPipe } from './named-pipe.ts';
import type { BytesSink, PartSink, PartTarget, Sink, SinkTarget } from './part-sink.ts';
import type { PartFormat, SealedPart } from './sealed-part.ts';
import { openTurns } from './turns.ts';

/** Threads that encrypt what is written to named pipes. */
export interface Encryptors {
  /**
   * Opens a pipe for one table file; resolves when a thread reads it, so with all threads busy it waits for a sink to
   * finish. Throws PipelineError `package.pipe-failed`, `package.recipient-unusable`, `package.write-failed`.
   */
  openPart(target: PartTarget): Promise<PartSink>;
  /** The same for any bytes. */
  openBytes(target: SinkTarget): Promise<BytesSink>;
  /** Abandons the sinks that are still open, ends the threads and removes the pipes; may be called again. */
  close(): Promise<void>;
}

type Sealed = Extract<EncryptResult, { type: 'sealed' }>;

/**
 * Opens a pool of `threads` encrypting threads, which stay until `close`, and as many named pipes in `folder`. Threads and
 * pipes are made at once, beside what the caller does next.
 */
export function openEncryptors(options: { readonly threads: number; readonly folder: string }): Encryptors {
  const { threads, folder } = options;
  const pool: Pool = new Piscina({
    ...workerFile(import.meta.url, 'encrypt-worker'),
    minThreads: threads,
    maxThreads: threads,
  });
  const awake = Promise.allSettled(Array.from({ length: threads }, () => pool.run({ type: 'wake' })));
  const pipes = openTurns(makeNamedPipes(folder, threads));
  const open = new Set<Sink<Sealed>>();
  const openSink = async (target: SinkTarget, format: PartFormat | null): Promise<Sink<Sealed>> => {
    const pipe = await pipes.take();
    let sink: Sink<Sealed> | null = null;
    const ended = (): void => {
      if (sink !== null) open.delete(sink);
      pipes.give(pipe);
    };
    sink = await startSink(pool, { ...target, pipe, format }, ended);
    open.add(sink);
    return sink;
  };
  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    await Promise.all([...open].map((sink) => sink.abandon()));
    // A thread that is ended while it loads takes the whole process with it (Node 20).
    await awake;
    await pool.destroy();
    for (const path of await pipes.all()) rmSync(path, { force: true });
  };
  return {
    openPart: async (target) => mapSink(await openSink(target, target.format), partOf),
    openBytes: async (target) => mapSink(await openSink(target, null), ({ sealed }) => sealed),
    close: () => (closing ??= close()),
  };
}

type Pool = Piscina<EncryptJob | Wake, EncryptResult | null>;

type Piped = Pick<EncryptJob, 'target' | 'recipients' | 'pipe' | 'format'>;

async function startSink(pool: Pool, target: Piped, ended: () => void): Promise<Sink<Sealed>> {
  const pipe = openNamedPipe(target.pipe);
  const outcome = new Int32Array(new SharedArrayBuffer(4));
  const { port1, port2 } = new MessageChannel();
  const job: EncryptJob = { type: 'encrypt', ...target, outcome, started: port2 };
  const result = pool.run(job, { transferList: [port2] }) as Promise<EncryptResult>;
  const started = new Promise<null>((resolve) =>
    port1.once('message', () => {
      resolve(null);
    }),
  );
  try {
    const early = await Promise.race([started, result]);
    if (early?.type === 'refused') throw asError(early.fault, target);
  } catch (error) {
    pipe.close();
    ended();
    throw error;
  } finally {
    port1.close();
  }
  return runningSink(pipe, target, outcome, result, ended);
}

// A thread that stops early leaves the pipe without a reader; the writer must still come to its end.
function runningSink(
  pipe: NamedPipe,
  target: SinkTarget,
  outcome: Int32Array,
  result: Promise<EncryptResult>,
  ended: () => void,
): Sink<Sealed> {
  let settled = false;
  const drain = (): void => {
    if (!settled) pipe.drain();
  };
  result.then(drain, drain);
  const settle = (value: number): Promise<EncryptResult> => {
    if (!settled) void result.then(ended, ended);
    settled = true;
    Atomics.store(outcome, 0, value);
    pipe.close();
    return result;
  };
  const finish = async (): Promise<Sealed> => {
    const sealed = await settle(outcomes.succeeded);
    if (sealed.type === 'refused') throw asError(sealed.fault, target);
    return sealed;
  };
  // Whoever abandons has a reason of their own to report: how the thread ended no longer matters.
  const abandon = async (): Promise<void> => {
    await settle(outcomes.failed).catch(() => undefined);
  };
  return { path: pipe.path, finish, abandon };
}

function mapSink<A, B>(sink: Sink<A>, of: (sealed: A) => B): Sink<B> {
  return { path: sink.path, finish: async () => of(await sink.finish()), abandon: () => sink.abandon() };
}

function partOf({ sealed, shape }: Sealed): SealedPart {
  if (shape === null) throw new Error('a part came back without its shape');
  return { ...sealed, ...shape };
}

function asError(fault: EncryptFault, target: SinkTarget): PipelineError | Error {
  const at = basename(target.target);
  switch (fault.type) {
    case 'write':
      return refuse('package', 'package.write-failed', at, { errno: fault.errno });
    case 'recipient':
      return refuse('package', 'package.recipient-unusable', at, {
        antall: countRecipients(target.recipients),
      });
    case 'shape':
      return refuse('package', 'package.shape-unreadable', at, {});
    case 'abandoned':
      return new Error('the encrypting thread saw no success at the end of the pipe');
  }
}
