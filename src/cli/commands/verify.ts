import { resolve } from 'node:path';
import { z } from 'zod';
import { verifyPackage } from '../../package/verify.ts';
import { readSenders } from '../senders.ts';
import { runCommand } from '../run-command.ts';

const optionsSchema = z.object({
  avsendere: z.string().optional(),
  json: z.boolean().optional(),
});

/** Verifies a package and says by whom it is signed. */
export async function verifyCommand(folder: string, given: unknown): Promise<void> {
  const options = optionsSchema.parse(given);
  await runCommand({ json: options.json === true }, async () => {
    const { manifest, manifestSha256, signer, bytes } = await verifyPackage(
      resolve(folder),
      await readSenders(options.avsendere),
    );
    const { saksnummer, run, slettes, deler, dokumentasjon } = manifest;
    const json = {
      versjon: 1,
      ok: true,
      exitCode: 0,
      saksnummer,
      run,
      manifestSha256,
      signer,
      parts: deler.length,
      documents: dokumentasjon.length,
      bytes,
      slettes,
      problems: [],
    };
    const text = `${saksnummer} (${run}) is whole: ${deler.length} parts and ${dokumentasjon.length} documents, ${bytes} bytes\nsigned by    ${signer.principal}\nto be deleted ${slettes}\n`;
    return { json, text };
  });
}
