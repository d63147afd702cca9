import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    env: { LOG_LEVEL: 'fatal' },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          setupFiles: ['tests/support/console.ts'],
          // Properties are tried many times, also on a machine that is busy.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          globalSetup: ['tests/support/server.ts'],
          setupFiles: ['tests/support/console.ts', 'tests/support/database.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          include: ['tests/faults/**/*.test.ts'],
          globalSetup: ['tests/support/built.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          // After the others: what it kills should have the machine to itself.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
