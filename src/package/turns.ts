/** A few things that many want, one at a time each. */
interface Turns<T> {
  /** Resolves when one is free, in the order of asking; rejects when they could not be had. */
  take(): Promise<T>;
  give(thing: T): void;
  /** All of them, free or not; none when they could not be had. */
  all(): Promise<readonly T[]>;
}

/** Lends what a promise brings, each to one at a time. */
export function openTurns<T>(things: Promise<readonly T[]>): Turns<T> {
  const free: T[] = [];
  const waiting: ((thing: T) => void)[] = [];
  const give = (thing: T): void => {
    const next = waiting.shift();
    if (next === undefined) free.push(thing);
    else next(thing);
  };
  const ready = things.then((all) => {
    all.forEach(give);
  });
  // Whoever takes is told; without a taker the fault is of no matter.
  ready.catch(() => undefined);
  return {
    take: async () => {
      await ready;
      const thing = free.shift();
      return thing ?? new Promise<T>((resolve) => waiting.push(resolve));
    },
    give,
    all: () => things.catch(() => []),
  };
}
