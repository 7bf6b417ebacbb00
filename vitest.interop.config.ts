import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['test/interop/**/*.test.ts'], pool: 'forks', maxWorkers: 2, testTimeout: 60_000 },
});
