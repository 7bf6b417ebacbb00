import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { acquireLock } from '../base/lock.ts';
import { refuse } from '../errors/pipeline-error.ts';
import type { PrepareSettings, Surroundings } from './settings.ts';

/** Holds the output folder for one run at a time. Throws `run.output-busy`, `package.write-failed`. */
export async function inOutput<T>(
  settings: PrepareSettings,
  world: Surroundings,
  work: () => Promise<T>,
): Promise<T> {
  await mkdir(settings.ut, { recursive: true }).catch((error: unknown) => {
    throw refuse('package', 'package.write-failed', settings.ut, {
      errno: (error as NodeJS.ErrnoException).code ?? 'unknown',
    });
  });
  const attempt = await acquireLock(join(settings.ut, '.laas'), { waitMs: 0, now: world.now });
  if (attempt.state === 'busy')
    throw refuse('run', 'run.output-busy', settings.ut, {
      holder: `pid ${attempt.holder.pid} on ${attempt.holder.host}`,
    });
  return work().finally(() => attempt.release());
}
