import { z } from 'zod';

const navn = z.string().regex(/^[a-z][a-z0-9_]{0,31}$/, 'expected a name of a-z, 0-9 and _');
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits');
const bytes = z.int().nonnegative();

/** A name that can only lie where it says: one folder, no dot at the front, no way up. */
const datafil = z
  .string()
  .regex(
    /^data\/[A-Za-z0-9_]{1,80}\.(parquet|arrow|csv)\.(age|c4gh|gpg)$/,
    'expected data/<name>.<format>.<cipher>',
  );
const dokumentfil = z
  .string()
  .regex(
    /^dokumentasjon\/[A-Za-z0-9_][A-Za-z0-9_-]{0,79}\.[a-z0-9]{1,8}\.(age|c4gh|gpg)$/,
    'expected dokumentasjon/<name>.<cipher>',
  );

/** One encrypted part of one delivered table. `nr` counts from 0 within the table; size and hash are of the file as it lies. */
const del = z.strictObject({
  nr: z.int().nonnegative(),
  fil: datafil,
  register: navn,
  tabell: navn,
  bytes,
  sha256,
});

const dokument = z.strictObject({ fil: dokumentfil, bytes, sha256 });

/**
 * `manifest.json` of a package, version 1: the clear, signed list of everything in it. It says nothing of persons and
 * holds no count of rows; those are in the encrypted contents (`contents.ts`).
 */
export const manifestSchema = z.strictObject({
  versjon: z.literal(1),
  saksnummer: z.string().min(1),
  run: z.string().min(1),
  vedtakSha256: sha256,
  planSha256: sha256,
  program: z.strictObject({ navn: z.string(), versjon: z.string() }),
  /** Code list to its version, such as `kommune: "2024-01-01"`. */
  kodelister: z.record(z.string(), z.string()),
  deler: z.array(del),
  dokumentasjon: z.array(dokument),
  slettes: z.iso.date(),
  laget: z.iso.datetime(),
  /** Run whose delivery this package replaces. */
  retter: z.string().min(1).optional(),
});

export type Manifest = Readonly<z.infer<typeof manifestSchema>>;
export type ManifestDel = Readonly<z.infer<typeof del>>;
export type ManifestDokument = Readonly<z.infer<typeof dokument>>;
