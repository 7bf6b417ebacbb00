import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['test/groundtruth/**/*.test.ts'], pool: 'forks', testTimeout: 120_000 },
});
