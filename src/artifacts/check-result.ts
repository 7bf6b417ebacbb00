import { z } from 'zod';
import { assessmentSchema } from './assessment.ts';
import { caseDeadlineSchema } from './deadlines.ts';
import { feasibilitySchema } from './feasibility.ts';
import { problemSchema } from './problem.ts';

/** What `check --json` prints, version 1; a decision whose form is wrong has neither assessment nor deadline. */
export const checkResultSchema = z.strictObject({
  versjon: z.literal(1),
  ok: z.boolean(),
  exitCode: z.int().nonnegative(),
  saksnummer: z.string(),
  vedtakSha256: z.string(),
  /** Null where the extracts were not looked at. */
  planSha256: z.string().nullable(),
  assessment: assessmentSchema,
  /** Null where the decision does not say when the application was complete. */
  deadline: caseDeadlineSchema.nullable(),
  /** For a draft with extracts; otherwise null. */
  feasibility: feasibilitySchema.nullable(),
  /** What the law refuses, or what the extracts lack. */
  problems: z.array(problemSchema),
});

export type CheckResult = Readonly<z.infer<typeof checkResultSchema>>;
