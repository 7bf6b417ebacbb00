import { resolve } from 'node:path';
import { writeAtomically } from '../schedule/atomic-file.ts';
import type { ReadPipeline } from '../schedule/read-pipelines.ts';
import { renderMetrics } from '../schedule/render-metrics.ts';
import { readState } from '../schedule/state-file.ts';
import { writingInto } from './writing-into.ts';

const PUBLIC = 0o644;

/** Writes the metrics where they are asked for, in one step, readable by the monitor. Throws `usage.folder`. */
export async function writeMetrics(
  file: string | undefined,
  read: readonly ReadPipeline[],
  state: string,
  now: Date,
): Promise<void> {
  if (file === undefined) return;
  const pipelines = read.flatMap((one) => (one.ok ? [one.pipeline] : []));
  const text = renderMetrics(pipelines, await readState(state), now);
  await writingInto(resolve(file), () => writeAtomically(resolve(file), text, PUBLIC));
}
