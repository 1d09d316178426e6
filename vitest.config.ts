import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Vite does not follow an export with two stars, as this package has; Node and TypeScript do.
  resolve: {
    alias: { 'chrono-node/nl': join(import.meta.dirname, 'node_modules/chrono-node/dist/esm/locales/nl/index.js') },
  },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Real browsers and servers: more than two files at a time only make each other slow.
    maxWorkers: 2,
    coverage: { include: ['src/**', 'workers/**'], reporter: ['text-summary', 'html'] },
  },
});
