import { config } from '#lib/config.ts'
import { firstRun } from '#lib/people/first-run.ts'

/**
 * Makes what nobody could start without: an instance, and an administrator or the link to become one.
 * @returns the one-time set-up link, where there is no administrator.
 */
export async function firstStart(): Promise<string | undefined> {
  const { setUpPath } = await firstRun()
  return setUpPath && `${config().appUrl}${setUpPath}`
}
