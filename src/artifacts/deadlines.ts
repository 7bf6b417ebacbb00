import { z } from 'zod';

const date = z.iso.date();
const count = z.int();

/** Whether Saturday counts among the virkedager: the sources leave it open. */
export const saturdaySchema = z.enum(['virkedag', 'fridag']);

/** The 30 or 60 virkedager within which data are to be made available (helseregisterloven § 19 f). */
export const caseDeadlineSchema = z.strictObject({
  /** 30 for one register, 60 when several are linked. */
  virkedager: z.union([z.literal(30), z.literal(60)]),
  saturday: saturdaySchema,
  /** Day from which it runs, itself not counted. */
  from: date,
  /** Why that day: the complete application, or the later approval by REK. */
  because: z.enum(['soeknadKomplett', 'rek']),
  /** Last day. */
  due: date,
  /** Virkedager left after the date of the decision, and after today; negative when late. */
  leftAtDecision: count,
  left: count,
});

/** A date of the record by which something is to be done. */
const recordedSchema = z.strictObject({
  saksnummer: z.string(),
  run: z.string(),
  /**
   * The databruker deletes, other parties delete their key files, the time for a complaint ends, the decision ceases to be
   * valid, a breach is to be told of, or data are out under a decision that is withdrawn.
   */
  what: z.enum(['slettes', 'noekkelfil', 'klage', 'gyldigTil', 'avvik', 'trukket']),
  due: date,
  /** Days from today; negative when past. */
  days: count,
});

/** What `frister --json` prints, version 1. */
export const deadlinesResultSchema = z.strictObject({
  versjon: z.literal(1),
  ok: z.literal(true),
  exitCode: z.literal(0),
  date,
  saturday: saturdaySchema,
  /** The case of `--vedtak`; null without one, or where the decision does not say when the application was complete. */
  deadline: caseDeadlineSchema.nullable(),
  recorded: z.array(recordedSchema),
  problems: z.array(z.never()),
});

export type Saturday = z.infer<typeof saturdaySchema>;
export type CaseDeadline = Readonly<z.infer<typeof caseDeadlineSchema>>;
export type RecordedDeadline = Readonly<z.infer<typeof recordedSchema>>;
export type DeadlinesResult = Readonly<z.infer<typeof deadlinesResultSchema>>;
