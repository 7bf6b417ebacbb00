import { z } from 'zod';

/** One problem in a machine-readable result. */
const problemSchema = z.strictObject({
  code: z.string(),
  at: z.string(),
  line: z.number().optional(),
  expected: z.string(),
  got: z.string(),
  fix: z.string(),
});

const count = z.number().int().nonnegative();

/** What `prepare --json` prints, version 1; a refusal has `ok: false`, its exit status and problems, and nulls. */
export const prepareResultSchema = z.strictObject({
  versjon: z.literal(1),
  ok: z.boolean(),
  exitCode: count,
  run: z.string().nullable(),
  saksnummer: z.string().nullable(),
  /** Folder of the package. */
  package: z.string().nullable(),
  /** Number of encrypted parts. */
  parts: count,
  /** Delivered rows by `register.tabell`. */
  rows: z.record(z.string(), count),
  persons: count,
  /** Null where no quasi-identifying variable is delivered. */
  risk: z
    .strictObject({ k: count, classes: count, suppressedRows: count, suppressedPersons: count })
    .nullable(),
  /** Rows from extract to delivery by `register.tabell`. */
  attrition: z.record(
    z.string(),
    z.strictObject({
      extract: count,
      ofPopulation: count,
      malformed: count,
      suppressed: count,
      delivered: count,
    }),
  ),
  seconds: z.number(),
  peakMemoryBytes: count,
  /** Seconds by step. */
  profile: z.record(z.string(), z.number()),
  problems: z.array(problemSchema),
});

export type PrepareResult = z.infer<typeof prepareResultSchema>;
