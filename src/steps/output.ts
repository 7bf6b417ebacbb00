import { join } from 'node:path';
import { makeFolder } from '../base/make-folder.ts';
import { acquireLock, type LockAttempt } from '../base/lock.ts';
import { refuse } from '../errors/pipeline-error.ts';
import type { PrepareSettings, Surroundings } from './settings.ts';

/** Holds the output folder for one run at a time. Throws `run.output-busy`, `package.write-failed`. */
export async function inOutput<T>(
  settings: Pick<PrepareSettings, 'ut'>,
  world: Pick<Surroundings, 'now'>,
  work: () => Promise<T>,
): Promise<T> {
  const { ut } = settings;
  const attempt = await openOutput(ut, world).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    throw code === undefined ? error : refuse('package', 'package.write-failed', ut, { errno: code });
  });
  if (attempt.state === 'busy')
    throw refuse('run', 'run.output-busy', ut, {
      holder: `pid ${attempt.holder.pid} on ${attempt.holder.host}`,
    });
  return work().finally(() => attempt.release());
}

async function openOutput(ut: string, { now }: Pick<Surroundings, 'now'>): Promise<LockAttempt> {
  await makeFolder(ut);
  return acquireLock(join(ut, '.laas'), { waitMs: 0, now });
}
