import { z } from 'zod';

/** The key files that a run has made for the other parties of its linkage, in the order of the decision. */
export const keyFilesSchema = z.strictObject({
  versjon: z.literal(1),
  parter: z
    .array(
      z.strictObject({
        forvalter: z.string(),
        /** Public keys it is sealed to. */
        mottakere: z.array(z.string()).min(1),
        /** Of the sealed file. */
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
        personer: z.int().nonnegative(),
      }),
    )
    .min(1),
});

export type KeyFiles = Readonly<z.infer<typeof keyFilesSchema>>;
