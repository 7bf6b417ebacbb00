import { resolve } from 'node:path';
import { z } from 'zod';
import { handOverKeys } from '../../steps/hand-over-keys.ts';
import { stateDirectory } from '../paths.ts';
import { runCommand } from '../run-command.ts';

const optionsSchema = z.object({ ut: z.string(), json: z.boolean().optional() });

/** Hands over the key files of a delivery to the other parties of its linkage, and records it. */
export async function keyFilesCommand(run: string, given: unknown): Promise<void> {
  const options = optionsSchema.parse(given);
  await runCommand({ json: options.json === true }, async () => {
    const order = { dir: stateDirectory(), run, ut: resolve(options.ut) };
    const files = await handOverKeys(order, () => new Date());
    return {
      json: { versjon: 1, ok: true, exitCode: 0, run, files, problems: [] },
      text: `${files.map(({ forvalter, file }) => `${forvalter}: ${file}\n`).join('')}Recorded; each file opens with the key of its party alone.\n`,
    };
  });
}
