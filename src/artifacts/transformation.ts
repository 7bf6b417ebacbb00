import { z } from 'zod';

const count = z.number().int().nonnegative();
const hash = z.string().regex(/^[0-9a-f]{64}$/);
/** By quasi-identifier: 0 is the finest form, the highest the coarsest. */
const levels = z.record(z.string(), count);
/** The figure of the measure; by the Loss metric 0 is nothing lost, 1 everything. */
const loss = z.number();

const choiceSchema = z.strictObject({
  levels,
  loss,
  /**
   * Persons, or rows where those are counted. Of what was assessed and not carried out where persons have several keys,
   * pairs of a person and a key.
   */
  suppressed: count,
  /** Units in the smallest class that is kept. */
  k: count,
  /** Average risk of the units that are kept: their classes by their number. */
  average: z.number(),
});
export type CoarseningChoice = z.infer<typeof choiceSchema>;

/** Hashes by which others can repeat the search: of the base table, and of the question asked of it. */
const certificateSchema = z.strictObject({ baseTable: hash, question: hash });

const forcedSchema = z.strictObject({
  /** The quasi-identifier that would be one level finer, and the level it would have. */
  column: z.string(),
  level: count,
  reason: z.enum(['tooMuchSuppressed', 'scoresMore']),
  loss,
  suppressed: count,
  /** By demand, the classes that fall short and the units in them. */
  failing: z.array(z.strictObject({ demand: z.string(), classes: count, units: count })).readonly(),
});

/** The least coarsening that meets the demands: what was chosen, what it cost, what forced it, and what comes next. */
export const transformationSchema = z.strictObject({
  ...choiceSchema.shape,
  metric: z.string(),
  /** The classes at the finest levels, before anyone is suppressed; units are persons, or pairs of a person and a key. */
  before: z.strictObject({ k: count, classes: count, uniques: count, units: count }),
  /** Level of each quasi-identifier that is the coarsest allowed. */
  highest: levels,
  limit: z.number(),
  /** Whether nothing that the levels allow loses less; else `bound` is the least that anything can. */
  exact: z.boolean(),
  bound: loss,
  forced: z.array(forcedSchema).readonly(),
  nextBest: z.array(choiceSchema).readonly(),
  /** Every transformation that was assessed, best first, at most so many as are worth drawing. */
  assessed: z.array(z.strictObject({ ...choiceSchema.shape, valid: z.boolean() })).readonly(),
  certificate: certificateSchema,
});
export type Transformation = z.infer<typeof transformationSchema>;
