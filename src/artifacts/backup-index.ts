import { z } from 'zod';

/** `kopi.json` of a copy of the state directory, version 1, signed: its files, with the SHA-256 of each plaintext. */
export const backupIndexSchema = z.strictObject({
  versjon: z.literal(1),
  laget: z.iso.datetime(),
  filer: z.array(
    z.strictObject({
      /** Path in the state directory, at most one folder deep. */
      fil: z.string().regex(/^([a-z]+\/)?[A-Za-z0-9][A-Za-z0-9._-]*$/),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});

export type BackupIndex = Readonly<z.infer<typeof backupIndexSchema>>;
