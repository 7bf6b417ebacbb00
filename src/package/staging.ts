import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../base/make-folder.ts';
import type { Recipients } from '../crypto/recipients.ts';
import { refuse } from '../errors/pipeline-error.ts';
import { isTaken, writing } from './durable-file.ts';
import { DATA_FOLDER, DOCUMENT_FOLDER, partFile, stagingName, type PartName } from './package-layout.ts';
import type { PartTarget } from './part-sink.ts';

/** A package in the making: a hidden folder in `--ut`, so that giving it its name never crosses a file system. */
export interface Staging {
  readonly ut: string;
  /** The name it will have. */
  readonly name: string;
  readonly folder: string;
}

/**
 * Makes the folders of a new package under `ut`, mode 0700; the caller holds the lock of `ut`. Throws PipelineError
 * `package.exists` when the name is taken, `package.write-failed`.
 */
export async function openStaging(ut: string, name: string): Promise<Staging> {
  const folder = join(ut, stagingName(name));
  return writing(name, async () => {
    await makeFolder(ut);
    if (await isTaken(join(ut, name))) throw refuse('package', 'package.exists', name, { navn: name });
    await mkdir(folder, { mode: 0o700 });
    await mkdir(join(folder, DATA_FOLDER), { mode: 0o700 });
    await mkdir(join(folder, DOCUMENT_FOLDER), { mode: 0o700 });
    return { ut, name, folder };
  });
}

/** Where a part goes. */
export function partTarget(staging: Staging, part: PartName, recipients: Recipients): PartTarget {
  return { target: join(staging.folder, partFile(part)), recipients, format: part.format };
}

/** Removes a package in the making. Throws PipelineError `package.write-failed`. */
export async function discardStaging(staging: Staging): Promise<void> {
  await writing(staging.name, () => rm(staging.folder, { recursive: true, force: true }));
}
