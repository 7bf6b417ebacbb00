import { availableParallelism, totalmem } from 'node:os';
import { refuse } from '../errors/pipeline-error.ts';

const UNITS: Readonly<Record<string, number>> = { MB: 1e6, GB: 1e9, MiB: 2 ** 20, GiB: 2 ** 30 };

/** Below this, DuckDB has too little beside what Node itself takes. */
const LEAST_MEMORY = 512 * 2 ** 20;

/** More than any machine has, and still a number that DuckDB takes. */
const MOST_MEMORY = 1024e12;

/** As in pipeline files. */
const MOST_THREADS = 1024;

/** Memory budget in bytes; a quarter of the machine when not given. Throws `usage.option`. */
export function parseMemory(text: string | undefined): number {
  if (text === undefined) return Math.max(LEAST_MEMORY, Math.floor(totalmem() / 4));
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*(MB|GB|MiB|GiB)$/.exec(text) ?? [];
  const bytes = Math.floor(Number(number) * (UNITS[unit] ?? Number.NaN));
  if (bytes >= LEAST_MEMORY && bytes <= MOST_MEMORY) return bytes;
  throw refuse('usage', 'usage.option', '--minne', {
    expected: 'a size such as 1500MB or 4GB, at least 512MiB and at most 1024 TB',
    got: text,
  });
}

/** A whole number of at least one. Throws `usage.option`. */
export function parseCount(option: string, text: string): number {
  const count = Number(text);
  if (Number.isSafeInteger(count) && count >= 1) return count;
  throw refuse('usage', 'usage.option', option, { expected: 'a whole number of at least 1', got: text });
}

/** Threads, as many as the machine has cores when not given. Throws `usage.option`. */
export function parseThreads(text: string | undefined): number {
  if (text === undefined) return availableParallelism();
  const threads = parseCount('--traader', text);
  if (threads <= MOST_THREADS) return threads;
  throw refuse('usage', 'usage.option', '--traader', {
    expected: `a whole number of at most ${MOST_THREADS}`,
    got: text,
  });
}
