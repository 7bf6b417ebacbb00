import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isTaken, syncPath, writing } from './durable-file.ts';
import { DATA_FOLDER, DOCUMENT_FOLDER } from './package-layout.ts';
import type { Staging } from './staging.ts';

const WAITING = /^\.(.+)\.venter$/;

/** Where a finished package of this name waits for a second person to approve it. */
export const waitingStaging = (ut: string, name: string): Staging => ({
  ut,
  name,
  folder: join(ut, `.${name}.venter`),
});

/** Puts a finished package aside to wait, on the disk when it resolves. Throws PipelineError `package.write-failed`. */
export async function holdPackage({ ut, name, folder }: Staging): Promise<Staging> {
  const waiting = waitingStaging(ut, name);
  return writing(name, async () => {
    for (const path of [DATA_FOLDER, DOCUMENT_FOLDER, '.']) await syncPath(join(folder, path));
    await rename(folder, waiting.folder);
    await syncPath(ut);
    return waiting;
  });
}

/** Whether a package of this name waits under `ut`. */
export const isWaiting = (ut: string, name: string): Promise<boolean> =>
  isTaken(waitingStaging(ut, name).folder);

/**
 * Removes waiting packages that no one waits for: their run died before it could record that they wait. The caller holds
 * the lock of `ut`. Throws PipelineError `package.write-failed`.
 */
export async function removeUnclaimed(ut: string, claimed: readonly string[]): Promise<void> {
  await writing(ut, async () => {
    for (const entry of await readdir(ut)) {
      const name = WAITING.exec(entry)?.[1];
      if (name === undefined || claimed.includes(name)) continue;
      await rm(join(ut, entry), { recursive: true, force: true });
    }
  });
}
