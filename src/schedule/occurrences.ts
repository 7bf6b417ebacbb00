import { Cron } from 'croner';

/** When a pipeline is due: a cron expression of five parts in an IANA time zone. */
export interface Times {
  readonly cron: string;
  readonly tidssone: string;
}

const MOST_COUNTED = 1000;

/** Whether the expression can be read. What it throws is dropped: it quotes what it read. */
export function isCron(text: string): boolean {
  try {
    open({ cron: text, tidssone: 'UTC' });
    return true;
  } catch {
    return false;
  }
}

/** Whether this Node knows the time zone, by name: an offset such as +01:00 would not follow summer time. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/**
 * The last time at or before `now`; undefined where there is none. A time that summer time skips comes when the skipped
 * hour is over, and one that comes twice counts once.
 */
export const latestDue = (times: Times, now: Date): Date | undefined =>
  open(times).previousRuns(1, new Date(now.getTime() + 1000))[0];

/** The first time after `now`; undefined where there is none. */
export const nextDue = (times: Times, now: Date): Date | undefined => open(times).nextRun(now) ?? undefined;

/** How many times lie after `from` and before `to`; counted to a thousand. */
export function countBetween(times: Times, from: Date, to: Date): number {
  const cron = open(times);
  let count = 0;
  for (let at = cron.nextRun(from); at !== null && at < to && count < MOST_COUNTED; at = cron.nextRun(at))
    count += 1;
  return count;
}

const open = ({ cron, tidssone }: Times): Cron => new Cron(cron, { timezone: tidssone, mode: '5-part' });
