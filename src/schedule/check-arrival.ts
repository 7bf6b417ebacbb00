import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { problem } from '../errors/pipeline-error.ts';
import type { Problem } from '../errors/problem.ts';
import type { Pipeline } from './pipeline.ts';

const HOUR = 3_600_000;

/** The files that a pipeline waits for and that have not come for this night: `schedule.extract-late` for each. */
export async function checkArrival({ uttrekk }: Pipeline, due: Date): Promise<readonly Problem[]> {
  const { mappe, venterPaa, hoeystAlderTimer: hours } = uttrekk;
  const oldest = due.getTime() - hours * HOUR;
  const found = await Promise.all(
    venterPaa.map(async (file) => {
      const came = await stat(join(mappe, file)).then(
        (s) => s.mtimeMs,
        () => undefined,
      );
      if (came !== undefined && came >= oldest) return [];
      return [problem('schedule.extract-late', file, { file, hours, found: came !== undefined })];
    }),
  );
  return found.flat();
}
