import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['groundtruth', 'interop', 'browser', 'faults'].map((suite) => `test/${suite}/**`),
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
  },
});
