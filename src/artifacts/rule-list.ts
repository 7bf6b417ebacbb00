import { z } from 'zod';

const outcome = z.enum(['refuse', 'warn', 'note', 'none']);

/** What `regler --json` prints, version 1: every coded rule of law, and where or why not it is held. */
export const ruleListSchema = z.strictObject({
  versjon: z.literal(1),
  ok: z.literal(true),
  exitCode: z.literal(0),
  rules: z.array(
    z.strictObject({
      code: z.string(),
      problem: z.string(),
      title: z.string(),
      basis: z.string(),
      source: z.string(),
      H: outcome,
      F: outcome,
      'H+': outcome,
    }),
  ),
  heldElsewhere: z.array(
    z.strictObject({
      code: z.string(),
      title: z.string(),
      basis: z.string(),
      codes: z.array(z.string()).readonly(),
      where: z.string(),
    }),
  ),
  notHeld: z.array(z.strictObject({ code: z.string(), title: z.string(), why: z.string() })),
  problems: z.array(z.never()),
});

export type RuleList = Readonly<z.infer<typeof ruleListSchema>>;
