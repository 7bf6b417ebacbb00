import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writing } from './durable-file.ts';
import { errnoOf } from './errno.ts';
import { isStagingName } from './package-layout.ts';

/**
 * Removes what dead runs left unfinished under `ut`, but for the folders named in `spared`, and gives the names. The caller
 * holds the lock of `ut`, so that no living run has anything there. Throws PipelineError `package.write-failed`.
 */
export async function removeLeftovers(ut: string, spared: readonly string[]): Promise<readonly string[]> {
  return writing(ut, async () => {
    const leftovers = (await listLeftovers(ut)).filter((name) => !spared.includes(name));
    for (const name of leftovers) await rm(join(ut, name), { recursive: true, force: true });
    return leftovers;
  });
}

/** Names of the folders that dead runs left under `ut`; none where it is not there. */
export async function listLeftovers(ut: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(ut, { withFileTypes: true });
    return entries.filter((e) => e.isDirectory() && isStagingName(e.name)).map((e) => e.name);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return [];
    throw error;
  }
}
