import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest } from '../artifacts/manifest.ts';
import { PipelineError, problem, refuse } from '../errors/pipeline-error.ts';
import { checkLayout } from './check-layout.ts';
import { isTaken, syncPath, writing } from './durable-file.ts';
import { DATA_FOLDER, DOCUMENT_FOLDER, MANIFEST_FILE, SIGNATURE_FILE } from './package-layout.ts';
import { readLayout } from './read-layout.ts';
import type { Staging } from './staging.ts';

/**
 * Gives a staged package its name, in one step: before it there is no delivery, after it the delivery is complete and
 * on the disk. The caller holds the lock of `ut`. Gives the path of the package. Throws PipelineError
 * `package.incomplete` when the folder does not hold exactly what the manifest lists, `package.exists`,
 * `package.write-failed`.
 */
export async function publishPackage(staging: Staging, manifest: Manifest): Promise<string> {
  const { ut, name, folder } = staging;
  const final = join(ut, name);
  return writing(name, async () => {
    await refuseIncomplete(staging, manifest);
    for (const path of [DATA_FOLDER, DOCUMENT_FOLDER, '.']) await syncPath(join(folder, path));
    if (await isTaken(final)) throw refuse('package', 'package.exists', name, { navn: name });
    await rename(folder, final);
    await syncPath(ut);
    return final;
  });
}

async function refuseIncomplete(staging: Staging, manifest: Manifest): Promise<void> {
  const entries = await readLayout(staging.folder);
  const unsigned = [MANIFEST_FILE, SIGNATURE_FILE].filter(
    (file) => !entries.some((entry) => entry.path === file),
  );
  const problems = [
    ...unsigned.map((file) => problem('package.incomplete', file, { hva: 'no such file' })),
    ...checkLayout(entries, manifest).map((p) => problem('package.incomplete', p.at, { hva: p.got })),
  ];
  if (problems.length > 0) throw new PipelineError('package', problems);
}
