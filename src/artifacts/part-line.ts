import { z } from 'zod';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().nonnegative();
const digits = z.string().regex(/^\d{1,18}$/);

/** A part as it lies in the folder of a run, with the rows it holds. */
const del = z.strictObject({
  register: z.string(),
  tabell: z.string(),
  nr: count,
  format: z.enum(['parquet', 'arrow', 'csv']),
  cipher: z.enum(['age', 'c4gh', 'gpg']),
});

/** What was measured of it while it was written. */
const sealed = z.strictObject({
  bytes: count,
  sha256: hash,
  plaintextBytes: count,
  plaintextSha256: hash,
  rows: count,
  columns: z.array(
    z.strictObject({ name: z.string(), physicalType: z.string(), logicalType: z.string().nullable() }),
  ),
});

/** A line of the journal of a run, version 1: one finished part and all that it was made from. */
export const partLineSchema = z.strictObject({
  /** Says what is signed, so that no signature of another kind can stand for one of these. */
  type: z.literal('tilrette-ferdig-del'),
  versjon: z.literal(1),
  run: z.string().min(1),
  /** SHA-256 over decision, plan, day, budget, program, recipients, format and the files that are read. */
  grunnlag: hash,
  /** SHA-256 of the sealed koblingsnøkkel that the numbers are of, and of the one it took the place of. */
  noekkel: hash,
  noekkelFoer: hash.nullable(),
  /** SHA-256 over the staged rows that the part was cut from. */
  merke: hash,
  /** First and last løpenummer of the part. */
  omraade: z.strictObject({ foerste: digits, siste: digits }),
  del,
  sealed,
});

/** As it is kept: signed by the forvalter, armor and all. */
export const signedPartLineSchema = z.strictObject({ linje: partLineSchema, signatur: z.string().max(4096) });

export type PartLine = z.infer<typeof partLineSchema>;
