import { z } from 'zod';
import { problemSchema } from './problem.ts';
import { riskDemandSchema } from './risk-result.ts';
import { transformationSchema } from './transformation.ts';

const count = z.number().int().nonnegative();

/** A note of the legal assessment, or a warning and what a named person answered. */
const noteSchema = z.strictObject({
  code: z.string(),
  basis: z.string(),
  title: z.string(),
  /** The title in Norwegian. */
  tittel: z.string(),
  at: z.string(),
  text: z.string(),
  /** The text in Norwegian; null where the title says all. */
  funn: z.string().nullable(),
  /** Null for a note. */
  answer: z.strictObject({ text: z.string(), by: z.string() }).nullable(),
});

/** What `prepare --json` prints, version 1; a refusal has `ok: false`, its exit status and problems, and nulls. */
export const prepareResultSchema = z.strictObject({
  versjon: z.literal(1),
  ok: z.boolean(),
  exitCode: count,
  /** `recreated`: the delivery of an earlier run was made again and found equal; nothing was published. */
  outcome: z.enum(['delivered', 'awaiting-approval', 'recreated', 'refused']),
  run: z.string().nullable(),
  saksnummer: z.string().nullable(),
  /** Folder of the package. */
  package: z.string().nullable(),
  /** The package as it is to be sent: files, bytes in all, and those of the largest file. */
  size: z.strictObject({ files: count, bytes: count, largest: count }).optional(),
  /** Number of encrypted parts. */
  parts: count,
  /** Those of them that runs that died had finished, by run. */
  takenOver: z.array(z.strictObject({ run: z.string(), parts: count })).readonly(),
  /** Delivered rows by `register.tabell`. */
  rows: z.record(z.string(), count),
  persons: count,
  /** Null where no quasi-identifying variable is delivered. */
  risk: z
    .strictObject({
      k: count,
      classes: count,
      /** What was demanded of the classes, and of what may be known of events, beside what was found. */
      demands: z.array(riskDemandSchema).readonly(),
      suppressedRows: count,
      suppressedPersons: count,
      /** The coarsening that was chosen; null where the decision orders none. */
      transformation: transformationSchema.nullable(),
    })
    .nullable(),
  /**
   * Tables of counts that were delivered in place of rows: lines, those that are 0, and those left out for few persons and
   * to protect these. For the forvalter alone: the last two tell more of what is left out than the delivery does.
   */
  statistics: z
    .array(z.strictObject({ table: z.string(), lines: count, zeros: count, few: count, more: count }))
    .optional(),
  /** Other parties of the linkage for whom a key file was made, to be handed over when the delivery is out. */
  keyFiles: z.array(z.string()).optional(),
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
  /** What følgebrev and overview must tell of the legal assessment, by rule. */
  notes: z.array(noteSchema),
  problems: z.array(problemSchema),
});

export type PrepareResult = z.infer<typeof prepareResultSchema>;
export type PrepareNote = PrepareResult['notes'][number];
