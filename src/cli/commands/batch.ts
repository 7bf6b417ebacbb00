import { resolve } from 'node:path';
import { z } from 'zod';
import type { BatchResult } from '../../artifacts/batch-result.ts';
import { openGate } from '../../schedule/gate.ts';
import { readPipelines } from '../../schedule/read-pipelines.ts';
import { runBatch } from '../../schedule/run-batch.ts';
import { stateDirectory } from '../paths.ts';
import { renderBatch } from '../render-batch.ts';
import { runCommand } from '../run-command.ts';
import { scheduleWorld } from '../schedule-world.ts';
import { openStop } from '../stop-signal.ts';
import { writeMetrics } from '../write-metrics.ts';

const optionsSchema = z.object({
  pipelines: z.string(),
  metrikk: z.string().optional(),
  json: z.boolean().optional(),
});

/** Runs the pipelines that are due, and exits with a status that a monitor can read. */
export async function batchCommand(given: unknown): Promise<void> {
  const options = optionsSchema.parse(given);
  await runCommand({ json: options.json === true }, async () => {
    const state = stateDirectory();
    const world = scheduleWorld(state, openStop());
    const read = await readPipelines(resolve(options.pipelines));
    // Where they cannot be written is to be known before anything is delivered, not instead of what was.
    await writeMetrics(options.metrikk, read, state, world.now());
    const result = await runBatch(read, openGate(), world);
    await writeMetrics(options.metrikk, read, state, world.now());
    return outcomeOf(result);
  });
}

const outcomeOf = (result: BatchResult) => ({
  json: result,
  text: renderBatch(result),
  exitCode: result.exitCode,
  problems: result.pipelines.flatMap((p) => p.problems),
});
