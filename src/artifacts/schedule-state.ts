import { z } from 'zod';

const count = z.int().nonnegative();
const time = z.iso.datetime();

/** How a night of a pipeline ended. */
export const outcomeSchema = z.enum(['delivered', 'refused', 'interrupted']);

/** What is known of one pipeline; times in UTC. */
const pipelineStateSchema = z.strictObject({
  /** Nothing that was due at or before this time is owed any more. */
  handled: time,
  /** A run that was begun and has no end here: its batch was killed. */
  underway: z.strictObject({ due: time, since: time }).nullable(),
  last: z
    .strictObject({
      due: time,
      ended: time,
      outcome: outcomeSchema,
      exitCode: count,
      attempts: count,
      run: z.string().nullable(),
      seconds: z.number().nonnegative(),
      late: z.boolean(),
    })
    .nullable(),
  lastDelivered: time.nullable(),
  /** Nights by outcome since the state was made. */
  nights: z.strictObject({ delivered: count, refused: count, interrupted: count }),
});

/** `pipelines.json` in the state directory, version 1: what `batch` and `schedule` remember. */
export const scheduleStateSchema = z.strictObject({
  versjon: z.literal(1),
  pipelines: z.record(z.string().max(64), pipelineStateSchema),
});

export type Outcome = z.infer<typeof outcomeSchema>;
export type PipelineState = z.infer<typeof pipelineStateSchema>;
export type ScheduleState = z.infer<typeof scheduleStateSchema>;
