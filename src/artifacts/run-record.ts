import { z } from 'zod';
import { contentsSchema } from './contents.ts';
import { manifestSchema } from './manifest.ts';

/**
 * `kjoeringer/<run>.json` of the state directory, version 1: what is needed to make the same delivery again and to say
 * what left. The ledger bears its SHA-256.
 */
export const runRecordSchema = z.strictObject({
  versjon: z.literal(1),
  manifest: manifestSchema,
  contents: contentsSchema,
  /** Budget and threads decide how rows are split into parts. */
  memoryBytes: z.number().positive(),
  threads: z.int().positive(),
  /** Day of the run. */
  day: z.iso.date(),
});

export type RunRecord = Readonly<z.infer<typeof runRecordSchema>>;
