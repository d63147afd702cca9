import { expect, test } from 'vitest'
import { outcome } from '#lib/insights/jobs/end.ts'
import type { ExecutionStatus } from '#prisma/generated/client.ts'

test.each<[string, ExecutionStatus[], boolean, string]>([
  ['nothing to do', [], false, 'successful'],
  ['all successful', ['successful', 'successful'], false, 'successful'],
  ['some skipped', ['successful', 'skipped'], false, 'successful'],
  ['all skipped', ['skipped', 'skipped'], false, 'skipped'],
  ['one failed', ['successful', 'failed', 'skipped'], false, 'failed'],
  ['one timed out', ['successful', 'timedOut'], false, 'timedOut'],
  ['failed and timed out', ['timedOut', 'failed'], false, 'failed'],
  ['cancelled on the way', ['failed', 'aborted'], true, 'aborted'],
  ['cancelled before it had anything to do', [], true, 'aborted'],
  ['cancelled after its last task', ['successful'], true, 'successful'],
])('a job with %s', (_, tasks, cancelled, status) => {
  expect(
    outcome(
      tasks.map(status => ({ status })),
      cancelled,
    ),
  ).toBe(status)
})

test('a job cannot end before its tasks', () => {
  expect(() => outcome([{ status: 'running' }], false)).toThrow()
})
