import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['test/faults/**/*.test.ts'], pool: 'forks', maxWorkers: 2, testTimeout: 240_000 },
});
