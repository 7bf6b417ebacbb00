import { resolve } from 'node:path';
import { z } from 'zod';
import { parseAgeIdentities } from '../../crypto/age-identities.ts';
import { rotateIdentity } from '../../keys/rotate-identity.ts';
import { deleteKey } from '../../steps/delete-key.ts';
import { exportState } from '../../steps/export-state.ts';
import { openRecord } from '../../steps/open-record.ts';
import { restoreState } from '../../steps/restore-state.ts';
import { lineOf } from '../line-option.ts';
import { readNamedText } from '../senders.ts';
import { stateDirectory } from '../paths.ts';
import { runCommand } from '../run-command.ts';

const now = (): Date => new Date();
const json = z.boolean().optional();
const done = { versjon: 1, ok: true, exitCode: 0, problems: [] } as const;

/** Rotates the forvalter's identity and records it. */
export async function rotateCommand(given: unknown): Promise<void> {
  const options = z.object({ json }).parse(given);
  await runCommand({ json: options.json === true }, async () => {
    const dir = stateDirectory();
    const { ledger } = await openRecord(dir, now);
    const { recipient, stores } = await rotateIdentity(dir, now);
    await ledger.append({ type: 'keys-rotated', mottaker: recipient, stores });
    return {
      json: { ...done, recipient, stores },
      text: `New identity ${recipient}; ${stores} sealed files wrapped anew, no løpenummer changed. Make a new copy.\n`,
    };
  });
}

/** Copies the state directory, sealed, and records it. */
export async function exportCommand(given: unknown): Promise<void> {
  const options = z.object({ ut: z.string(), mottaker: z.string(), json }).parse(given);
  await runCommand({ json: options.json === true }, async () => {
    const { state, ledger } = await openRecord(stateDirectory(), now);
    const to = resolve(options.ut);
    const files = await exportState(state, to, options.mottaker, now);
    await ledger.append({ type: 'keys-exported', mottaker: options.mottaker, files });
    return { json: { ...done, copy: to, files }, text: `Copied ${files} files, sealed, into ${to}\n` };
  });
}

/** Puts a copy back and records it. */
export async function restoreCommand(given: unknown): Promise<void> {
  const options = z.object({ fra: z.string(), identitet: z.string(), json }).parse(given);
  await runCommand({ json: options.json === true }, async () => {
    const text = await readNamedText(resolve(options.identitet));
    const dir = stateDirectory();
    const request = { from: resolve(options.fra), dir, identities: parseAgeIdentities(text) };
    const { laget, filer } = await restoreState(request, now);
    return {
      json: { ...done, state: dir, made: laget, files: filer.length },
      text: `Restored ${filer.length} files of ${laget} to ${dir}; what was recorded later is not in the copy\n`,
    };
  });
}

/** Deletes the koblingsnøkkel of a case. */
export async function deleteKeyCommand(saksnummer: string, given: unknown): Promise<void> {
  const options = z.object({ begrunnelse: z.string().optional(), json }).parse(given);
  await runCommand({ json: options.json === true }, async () => {
    const reason = lineOf(options.begrunnelse, '--begrunnelse', 500);
    const request = { dir: stateDirectory(), saksnummer, reason };
    const files = await deleteKey(request, now);
    return {
      json: { ...done, saksnummer, files },
      text: `Deleted and recorded:\n${files.map(({ file, sha256 }) => `  ${file}  ${sha256}\n`).join('')}`,
    };
  });
}
