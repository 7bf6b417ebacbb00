import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['groundtruth', 'interop', 'browser', 'faults'].map((suite) => `test/${suite}/**`),
    pool: 'forks',
    maxWorkers: 2,
    // Loading the modules anew for each file took a fifth of the time; no test changes what another reads.
    isolate: false,
    testTimeout: 60_000,
  },
});
