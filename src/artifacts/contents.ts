import { z } from 'zod';
import { changeSchema } from './disclosure.ts';

const navn = z.string().regex(/^[a-z][a-z0-9_]{0,31}$/, 'expected a name of a-z, 0-9 and _');
const antall = z.int().nonnegative();

const kolonne = z.strictObject({
  navn: z.string(),
  /** Physical and logical type as the file itself has them. */
  fysisk: z.string(),
  logisk: z.string().nullable(),
});

const del = z.strictObject({
  /** As in the manifest. */
  fil: z.string(),
  register: navn,
  tabell: navn,
  rader: antall,
  klartekstBytes: antall,
  klartekstSha256: z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits'),
  kolonner: z.array(kolonne),
});

/**
 * `dokumentasjon/innhold.json` of a package, version 1, encrypted like the data: what the recipient checks the
 * decrypted files against. One entry per part of the manifest, in the same order.
 */
export const contentsSchema = z.strictObject({
  versjon: z.literal(1),
  saksnummer: z.string().min(1),
  run: z.string().min(1),
  /** Distinct persons in the whole delivery. */
  personer: antall,
  deler: z.array(del),
  /** How the delivery differs from the one before; not where there was none. */
  endring: changeSchema.optional(),
  /** Løpenumre that the databruker is to delete: how many, and where the list lies. */
  sletteliste: z.strictObject({ fil: z.string(), antall }).optional(),
});

export type Contents = Readonly<z.infer<typeof contentsSchema>>;
export type ContentsDel = Readonly<z.infer<typeof del>>;

/** Where the contents lie in a package, decrypted. */
export const CONTENTS_FILE = 'dokumentasjon/innhold.json';
