import { randomFillSync } from 'node:crypto';
import { configsDirectory } from '../../src/catalogue/configs-directory.ts';
import type { PrepareSettings, RecordSettings, Surroundings } from '../../src/steps/settings.ts';

type Paths = Pick<PrepareSettings, 'vedtak' | 'uttrekk' | 'ut' | 'state'>;

/** Settings of a small run of the main job in a test. */
export const settingsIn = (
  { vedtak, uttrekk, ut, state }: Paths,
  record: Partial<RecordSettings> = {},
): PrepareSettings => ({
  ...{ vedtak, uttrekk, ut, state },
  ...{ configs: configsDirectory(), memoryBytes: 640 * 2 ** 20, threads: 2 },
  answers: { given: [], by: null },
  record: {
    ...{ preparedBy: null, minutes: null, corrects: null, recreates: null, awaitApproval: false },
    ...record,
  },
  program: { navn: 'tilrette', versjon: '0.0.0' },
});

/** What such a run has around it, where the clock stands; nobody stops it or listens. */
export const worldAt = (now: () => Date): Surroundings => ({
  now,
  randomFill: randomFillSync,
  peakMemoryBytes: () => 0,
  signal: new AbortController().signal,
  report: () => undefined,
});
