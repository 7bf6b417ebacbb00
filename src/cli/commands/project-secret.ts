import { resolve } from 'node:path';
import { z } from 'zod';
import { readNamedFile } from '../../document/read-file.ts';
import { refuse } from '../../errors/pipeline-error.ts';
import { exchangeSecret, type SecretOrder } from '../../steps/exchange-secret.ts';
import { stateDirectory } from '../paths.ts';
import { runCommand } from '../run-command.ts';
import { writeNew } from '../write-new.ts';

const optionsSchema = z.object({
  mottaker: z.string().optional(),
  ut: z.string().optional(),
  fra: z.string().optional(),
  json: z.boolean().optional(),
});

type Options = z.infer<typeof optionsSchema>;

/** Makes the secret of a project, gives it sealed to another party, or takes it in from one. It is never shown. */
export async function projectSecretCommand(prosjekt: string, given: unknown): Promise<void> {
  const options = optionsSchema.parse(given);
  await runCommand({ json: options.json === true }, async () => {
    const what = await whatOf(options);
    const sealed = await exchangeSecret(stateDirectory(), prosjekt, what, () => new Date());
    const file = options.ut === undefined ? null : resolve(options.ut);
    if (sealed !== null && file !== null) await writeNew(file, sealed);
    return {
      json: { versjon: 1, ok: true, exitCode: 0, prosjekt, what: what.what, file, problems: [] },
      text: `${TOLD[what.what]} ${prosjekt}; recorded${file === null ? '' : `, in ${file}`}\n`,
    };
  });
}

const TOLD = {
  made: 'Made the secret of',
  given: 'Sealed to the other party: the secret of',
  taken: 'Took in the secret of',
} as const;

async function whatOf({ mottaker, ut, fra }: Options): Promise<SecretOrder> {
  if ((mottaker === undefined) !== (ut === undefined))
    throw refuse('usage', 'usage.option', '--mottaker', {
      expected: '--mottaker and --ut together',
      got: mottaker === undefined ? '--ut alone' : '--mottaker alone',
    });
  if (mottaker !== undefined) return { what: 'given', mottaker };
  return fra === undefined ? { what: 'made' } : { what: 'taken', sealed: await readNamedFile(resolve(fra)) };
}
