import { expect, test } from 'vitest'
import { grouped, summary } from '#components/system/groups.ts'

test('groups stand in the order of a full refresh, and those without members are left out', () => {
  const task = (operationType: string, name: string) => ({ operationType, name })
  const tasks = [task('segmentation', 'a'), task('ingestion', 'b'), task('segmentation', 'c')]
  expect(grouped(tasks)).toEqual([
    ['ingestion', [task('ingestion', 'b')]],
    ['segmentation', [task('segmentation', 'a'), task('segmentation', 'c')]],
  ])
})

test('one failure is said of all of them once all are over', () => {
  expect(summary(['successful', 'failed', 'skipped'])).toBe('failed')
  expect(summary(['successful', 'failed', 'running'])).toBe('running')
  expect(summary(['successful', 'timedOut'])).toBe('timedOut')
  expect(summary(['aborted', 'successful'])).toBe('aborted')
})

test('what is skipped does not hide what succeeded', () => {
  expect(summary(['successful', 'skipped'])).toBe('successful')
  expect(summary(['skipped', 'skipped'])).toBe('skipped')
})

test('tasks between which nothing runs are under way all the same', () => {
  expect(summary(['successful', 'queued'])).toBe('running')
  expect(summary(['queued', 'queued'])).toBe('queued')
})
