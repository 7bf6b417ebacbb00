import { resolve } from 'node:path';
import { z } from 'zod';
import { unpackPackage, type Unpacked } from '../../package/unpack.ts';
import { readNamedText, readSenders } from '../senders.ts';
import { readPassword } from '../password.ts';
import { runCommand } from '../run-command.ts';

const optionsSchema = z.object({
  identitet: z.string().optional(),
  passordFil: z.string().optional(),
  ut: z.string(),
  avsendere: z.string().optional(),
  json: z.boolean().optional(),
});

/** Verifies and decrypts a package, and prints what a databruker is asked to check. */
export async function unpackCommand(folder: string, given: unknown): Promise<void> {
  const options = optionsSchema.parse(given);
  await runCommand({ json: options.json === true }, async () => {
    const unpacked = await unpackPackage(resolve(folder), {
      allowedSigners: await readSenders(options.avsendere),
      identity: options.identitet === undefined ? null : await readNamedText(resolve(options.identitet)),
      password: () => readPassword(options.passordFil),
      ut: options.ut,
    });
    return {
      json: { versjon: 1, ok: true, exitCode: 0, ...unpacked, problems: [] },
      text: describeUnpacked(unpacked),
    };
  });
}

function describeUnpacked(u: Unpacked): string {
  const tables = Object.entries(u.rows).map(
    ([table, rows]) => `  ${table}: ${rows} rows, ${(u.columns[table] ?? []).join(', ')}`,
  );
  return [
    `Unpacked ${u.saksnummer} (${u.run}) into ${u.ut}, signed by ${u.signer.principal}`,
    '',
    ...tables,
    `  persons: ${u.persons}`,
    '',
    'Please check',
    '  that every variable of the vedtak is there, and no other',
    '  that the numbers of rows and persons are what you expect',
    `  that the data are deleted by ${u.slettes}`,
    '',
  ].join('\n');
}
