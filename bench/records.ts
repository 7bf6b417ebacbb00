import { z } from 'zod';
import { machineSchema } from './machine.ts';

const nullable = z.number().nullable();
const counts = z.record(z.string(), z.number());

/** One run of the benchmarks: all lines with the same `run` were measured together. */
export const runRecord = z.strictObject({
  type: z.literal('run'),
  run: z.string(),
  date: z.string(),
  machine: machineSchema,
  /** Mean load of the minute before the start, and whether that was too much to measure fairly. */
  load: z.number(),
  loaded: z.boolean(),
  threads: z.number(),
  rounds: z.number(),
});

/** The job of a line: what is compared shares all of these. */
const group = {
  run: z.string(),
  episodes: z.number(),
  decision: z.enum(['broad', 'narrow']),
  memoryBytes: z.number(),
};

export const measureRecord = z.strictObject({
  type: z.literal('measure'),
  ...group,
  contestant: z.string(),
  label: z.string(),
  round: z.number(),
  inputRows: z.number(),
  seconds: z.number(),
  cpuSeconds: nullable,
  peakBytes: nullable,
  /** Processor time that everything else on the machine took meanwhile. */
  othersCpuSeconds: z.number(),
  /** Seconds by step, where the contestant tells. */
  profile: counts,
  rows: counts,
  suppressed: counts,
  bytes: z.number(),
});

export const absentRecord = z.strictObject({
  type: z.literal('absent'),
  ...group,
  contestant: z.string(),
  label: z.string(),
  reason: z.string(),
});

export const lineSchema = z.discriminatedUnion('type', [runRecord, measureRecord, absentRecord]);

export type RunRecord = z.infer<typeof runRecord>;
export type MeasureRecord = z.infer<typeof measureRecord>;
export type AbsentRecord = z.infer<typeof absentRecord>;
export type Line = z.infer<typeof lineSchema>;
