import { z } from 'zod';

/** One problem in a machine-readable result. */
export const problemSchema = z.strictObject({
  code: z.string(),
  at: z.string(),
  line: z.number().exactOptional(),
  expected: z.string(),
  got: z.string(),
  fix: z.string(),
});
