import { z } from 'zod';
import { makeKeys } from '../../keys/make-keys.ts';
import { openState } from '../../keys/state-directory.ts';
import { recordKeys } from '../../steps/record-keys.ts';
import { stateDirectory } from '../paths.ts';
import { runCommand } from '../run-command.ts';
import { writingInto } from '../writing-into.ts';

const optionsSchema = z.object({
  prinsipal: z.string(),
  json: z.boolean().optional(),
});

/** Makes the forvalter's keys and records it. */
export async function newKeysCommand(given: unknown): Promise<void> {
  const options = optionsSchema.parse(given);
  await runCommand({ json: options.json === true }, async () => {
    const dir = stateDirectory();
    const { publicKey, recipient } = await writingInto(dir, () => makeKeys(dir, options.prinsipal));
    await recordKeys(dir, options.prinsipal, () => new Date());
    return {
      json: { versjon: 1, ok: true, exitCode: 0, state: dir, publicKey, recipient, problems: [] },
      text: describe(dir, publicKey, recipient),
    };
  });
}

/** Shows the public halves of the keys. */
export async function showKeysCommand(given: unknown): Promise<void> {
  const options = optionsSchema.pick({ json: true }).parse(given);
  await runCommand({ json: options.json === true }, async () => {
    const dir = stateDirectory();
    const { signer, recipient } = await openState(dir);
    const { publicKey } = signer;
    return {
      json: { versjon: 1, ok: true, exitCode: 0, state: dir, publicKey, recipient, problems: [] },
      text: describe(dir, publicKey, recipient),
    };
  });
}

const describe = (dir: string, publicKey: string, recipient: string): string =>
  `state        ${dir}\nsigning key  ${publicKey}\nrecipient    ${recipient}\n`;
