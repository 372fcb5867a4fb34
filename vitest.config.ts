import { defineConfig } from 'vitest/config';

/** Limits are for what hangs: whatever merely waits for a busy machine is given its time. */
const shared = {
  environment: 'node',
  pool: 'forks',
  testTimeout: 90_000,
  hookTimeout: 240_000,
  expect: { poll: { timeout: 45_000 } },
} as const;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: 'code',
          // Much of it waits for other processes, so one worker a core is not too many.
          maxWorkers: 2,
          setupFiles: ['test/support/seed.ts'],
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**'],
        },
      },
      {
        test: {
          ...shared,
          name: 'window',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 180_000,
          globalSetup: ['test/support/build-first.ts'],
          // Each of these tests starts programs and a browser; side by side they would only wait for each other.
          fileParallelism: false,
        },
      },
    ],
  },
});
