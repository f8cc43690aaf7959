import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{contract,server,twin,tests,bench}/**/*.test.ts', 'web/src/**/*.test.{ts,tsx}'],
    exclude: ['tests/e2e/**'],
    globalSetup: 'tests/harness/global.ts',
    pool: 'forks',
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
