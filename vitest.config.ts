import { defineConfig } from 'vitest/config';

export default defineConfig({
  // A clone runs its sources: see package.json.
  ssr: { resolve: { conditions: ['tidemark-source'] } },
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test-d.ts', 'examples/**/*.test.ts'],
    // Searches of millions of states run in threads of their own, two at a time.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
