import type { PipelineReport, BatchResult } from '../artifacts/batch-result.ts';
import { openGate } from './gate.ts';
import type { ReadPipeline } from './read-pipelines.ts';
import { runBatch } from './run-batch.ts';
import type { ScheduleWorld } from './world.ts';

/** Longest time between two looks at the clock and the folder: a changed file or clock is seen within it. */
const LOOK_MS = 30_000;

/** What the runs that stay are told and tell. */
export interface Watch {
  /** The pipelines as their files are now. */
  readonly read: () => Promise<readonly ReadPipeline[]>;
  /** Called when something was run, or a file cannot be read, and at the end. */
  readonly tell: (result: BatchResult) => Promise<void>;
}

/**
 * Looks again and again what is due, runs it, and stays until the signal is given and what runs has ended. A pipeline
 * that runs does not hold back the others.
 */
export async function keepRunning(watch: Watch, world: ScheduleWorld): Promise<void> {
  const gate = openGate();
  const going = new Map<string, Promise<void>>();
  let faulty = '';
  while (!world.signal.aborted) {
    const read = await watch.read();
    const news = JSON.stringify(read.filter((one) => !one.ok));
    for (const one of read.filter((r) => !going.has(nameOf(r)) && (r.ok || news !== faulty))) {
      const run = runBatch([one], gate, world)
        .then((result) => (result.pipelines.some(isNews) ? watch.tell(result) : undefined))
        .finally(() => going.delete(nameOf(one)));
      going.set(nameOf(one), run);
    }
    faulty = news;
    await Promise.race([world.sleep(untilNext(world.now()), world.signal), failed(going)]);
  }
  await Promise.all(going.values());
}

const nameOf = (one: ReadPipeline): string => (one.ok ? one.pipeline.navn : one.navn);

const isNews = ({ outcome, exitCode }: PipelineReport): boolean =>
  exitCode !== 0 || !['waiting', 'elsewhere'].includes(outcome);

/** Rejects with the first run that ends in a fault of the program, and never resolves. */
const failed = (going: ReadonlyMap<string, Promise<void>>): Promise<never> =>
  new Promise((_, reject) => {
    for (const run of going.values()) run.catch(reject);
  });

/** To the next whole minute, since cron knows no shorter time, or the next look. */
const untilNext = (now: Date): number => Math.min(LOOK_MS, 60_000 - (now.getTime() % 60_000) + 5);
