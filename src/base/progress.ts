/** What a run tells while it works. Times in seconds, shares from 0 to 1. */
export type ProgressEvent =
  | { readonly type: 'begin'; readonly step: string }
  | { readonly type: 'share'; readonly step: string; readonly share: number }
  | { readonly type: 'end'; readonly step: string; readonly seconds: number; readonly rows: number | null };

export type Report = (event: ProgressEvent) => void;

/** Seconds that each step has taken so far, in the order of the first time it began. */
export type Profile = ReadonlyMap<string, number>;

/** Times the steps of a run and reports them. */
export interface Stopwatch {
  /** `rows` tells from the result how many rows the step handled, for the rate. */
  step<T>(name: string, work: () => Promise<T>, rows?: (result: T) => number): Promise<T>;
  readonly profile: Profile;
}

const TICK_MS = 200;

/** `share` tells how far the statement that runs now has come. */
export function openStopwatch(now: () => Date, report: Report, share: () => number | undefined): Stopwatch {
  const profile = new Map<string, number>();
  return {
    profile,
    step: async (name, work, rows) => {
      const began = now().getTime();
      report({ type: 'begin', step: name });
      const ticking = setInterval(() => {
        const done = share();
        if (done !== undefined) report({ type: 'share', step: name, share: done });
      }, TICK_MS);
      try {
        const result = await work();
        const seconds = (now().getTime() - began) / 1000;
        report({ type: 'end', step: name, seconds, rows: rows === undefined ? null : rows(result) });
        return result;
      } finally {
        clearInterval(ticking);
        profile.set(name, (profile.get(name) ?? 0) + (now().getTime() - began) / 1000);
      }
    },
  };
}
