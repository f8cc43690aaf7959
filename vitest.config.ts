import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{contract,server,twin,tests,bench}/**/*.test.ts', 'web/src/**/*.test.{ts,tsx}'],
    exclude: ['tests/e2e/**'],
    globalSetup: 'tests/harness/global.ts',
    pool: 'forks',
    maxWorkers: 3,
    // A file that changes a module puts it back; reading every module again for each file took a fifth of the time.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
