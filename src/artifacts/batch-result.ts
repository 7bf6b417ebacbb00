import { z } from 'zod';
import { problemSchema } from './problem.ts';
import { outcomeSchema } from './schedule-state.ts';

const count = z.int().nonnegative();
const time = z.iso.datetime();

/** What became of one pipeline: beside the outcomes of a run, that there was none. */
const pipelineReportSchema = z.strictObject({
  navn: z.string(),
  /** `waiting`: nothing was due; `elsewhere`: another process runs it; `invalid`: its file cannot be read. */
  outcome: z.enum([...outcomeSchema.options, 'waiting', 'elsewhere', 'invalid']),
  /** Exit status of the last attempt; 0 where there was none. */
  exitCode: count,
  /** When what was run had been due. */
  due: time.nullable(),
  next: time.nullable(),
  attempts: count,
  /** Earlier nights that were missed, and are made good by this one run. */
  missed: count,
  /** The run ended, or was given up, after its deadline. */
  late: z.boolean(),
  run: z.string().nullable(),
  /** Folder of the package. */
  package: z.string().nullable(),
  seconds: z.number().nonnegative(),
  problems: z.array(problemSchema),
});

/** What `batch --json` prints, and `schedule --json` after each run, version 1. */
export const batchResultSchema = z.strictObject({
  versjon: z.literal(1),
  ok: z.boolean(),
  /** 0, 130 when interrupted, else that of the first pipeline, by name, that failed. */
  exitCode: count,
  began: time,
  ended: time,
  pipelines: z.array(pipelineReportSchema),
  problems: z.array(problemSchema),
});

export type PipelineReport = z.infer<typeof pipelineReportSchema>;
export type BatchResult = z.infer<typeof batchResultSchema>;
