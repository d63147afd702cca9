import { existsSync } from 'node:fs'
import { type Config, ConfigurationError, readConfig } from '#lib/config.ts'

/** Why the process cannot start, in one sentence for whoever started it. */
export class CannotStart extends Error {}

/** The settings, from the environment and from `.env`; the environment goes first. */
export function settings(): Config {
  if (existsSync('.env')) process.loadEnvFile('.env')
  return readConfig(process.env)
}

/** Runs a program. What stops its start is told in one line; what was not foreseen, with its stack. */
export async function program(main: () => Promise<void>) {
  try {
    await main()
  } catch (error) {
    const expected = error instanceof CannotStart || error instanceof ConfigurationError
    console.error(expected ? error.message : error)
    process.exit(1)
  }
}
