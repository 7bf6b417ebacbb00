import { z } from 'zod';

const count = z.int().nonnegative();

/**
 * Whether a draft could be delivered, and how. No count below the draft's k stands in it, and none whose difference to
 * another is below k: those are null.
 */
export const feasibilitySchema = z.strictObject({
  /** The least count that is shown. */
  least: count,
  steps: z.array(z.strictObject({ step: z.string(), persons: count.nullable() })),
  variables: z.array(
    z.strictObject({
      variable: z.string(),
      /** Whole per cent of the persons in the table who have a value, rounded down; null where it would tell of few. */
      percent: z.int().nullable(),
      /** First year in which enough persons have a value; null where no year has, or rows have no date. */
      since: z.int().nullable(),
    }),
  ),
  coarseness: z.array(
    z.strictObject({
      /** What becomes of each quasi-identifier, in a sentence; the first entry is the draft's own. */
      columns: z.array(z.string()),
      demands: z.array(
        z.strictObject({
          k: count,
          /** Whether every class is large enough as it is. */
          met: z.boolean(),
          /** Persons in classes that are too small, at most: rounded up to a multiple of `least`. */
          suppressedAtMost: count,
          /** Whether suppression within maksUndertrykking would meet it. */
          withinLimit: z.boolean(),
        }),
      ),
    }),
  ),
  /** Combinations of levels that were not measured, since there are too many or a code list is missing. */
  notMeasured: count,
  /** Earlier deliveries from the same tables by the record of this forvalter; null where there is no record. */
  earlier: z
    .array(z.strictObject({ table: z.string(), deliveries: count, cases: count, toSameDatabruker: count }))
    .nullable(),
});

export type Feasibility = Readonly<z.infer<typeof feasibilitySchema>>;
