import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Real browsers and servers: more than two files at a time only make each other slow.
    maxWorkers: 2,
    coverage: { include: ['src/**', 'workers/**'], reporter: ['text-summary', 'html'] },
  },
});
