import { writeFile } from 'node:fs/promises';
import { refuse } from '../errors/pipeline-error.ts';
import { writingInto } from './writing-into.ts';

/** Writes a file that is not there yet. Throws `usage.exists`, `usage.folder`. */
export async function writeNew(file: string, text: string | Uint8Array): Promise<void> {
  await writingInto(file, async () => {
    await writeFile(file, text, { flag: 'wx' }).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw refuse('usage', 'usage.exists', file, {});
      throw error;
    });
  });
}
