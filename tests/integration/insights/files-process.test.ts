import { execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { getPriority } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { ProcessEnded } from '#lib/insights/files/process.ts'
import { IngestionError } from '#lib/insights/port.ts'
import { type Progress, withProgress } from '#lib/insights/progress.ts'
import { RuleError } from '#lib/insights/rule-check.ts'
import { openFiles } from '#tests/support/files.ts'

const LARGE = `id,name,score\n${Array.from({ length: 400_000 }, (_, at) => `${at},name ${at % 977},${at % 89}.5\n`).join('')}`

/** The ids of a process' children that run the adapter. */
const children = (of = process.pid) =>
  execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map(line => line.trim().split(/\s+/))
    .filter(([, parent, ...args]) => parent === String(of) && args.join(' ').includes('files/child.ts'))
    .map(([pid]) => Number(pid))

/** Waits until the rows are being written. */
const atWork = (files: Awaited<ReturnType<typeof openFiles>>) =>
  vi.waitFor(async () => expect(await files.kept()).toContainEqual(expect.stringMatching(/parquet$/)), {
    timeout: 20_000,
    interval: 5,
  })

test('the process does what the adapter does, and its errors arrive as they are', async () => {
  const files = await openFiles({ inProcess: true })
  const { table, rows } = await files.ingest('id,name\n9007199254740993,Ann\n2,Bob\n')
  expect(rows).toBe(2)
  expect(await files.rows(table)).toEqual([
    { id: '9007199254740993', name: 'Ann' },
    { id: 2, name: 'Bob' },
  ])
  expect(await files.evaluate(table, { kind: 'aggregate', operation: 'count' })).toBe(2)
  await expect(files.ingest('id\n1,2\n')).rejects.toThrow(
    new IngestionError('crm.csv, line 2, column 2: 2 fields where the header has 1.'),
  )
  const wrong = files.port.read(table, { select: ['age'], top: 1, skip: 0 })
  await expect(wrong).rejects.toThrow(RuleError)
  await expect(wrong).rejects.toMatchObject({ issues: [{ path: 'select.0' }] })
})

test('it has a lower priority, and is gone when it is no longer needed', async () => {
  const files = await openFiles({ inProcess: true })
  await files.ingest('id\n1\n')
  const [pid = 0] = children()
  expect(getPriority(pid)).toBeGreaterThan(getPriority())
  await files.port[Symbol.asyncDispose]()
  expect(children()).toEqual([])
})

test('killed in the middle of a refresh, it leaves no half version, and the next call works', async () => {
  const files = await openFiles({ inProcess: true })
  await files.drop('large.csv', LARGE)
  const source = files.source('large.csv', { primaryKey: 'id' })
  const refresh = expect(files.port.ingest(source)).rejects.toThrow(
    new ProcessEnded('The process that reads customer data ended (SIGKILL) before it was done.'),
  )
  await atWork(files)
  for (const pid of children()) process.kill(pid, 'SIGKILL')
  await refresh
  expect(existsSync(join(files.folder, source.target))).toBe(false)
  expect(await files.port.ingest(source)).toMatchObject({ rows: 400_000 })
  await vi.waitFor(async () => expect(await files.kept()).toEqual(['1.parquet']))
})

test.each([true, false])(
  'a refresh that is cancelled stops, and leaves nothing (in a process: %s)',
  async inProcess => {
    const files = await openFiles({ inProcess })
    await files.drop('large.csv', LARGE)
    const source = files.source('large.csv', { primaryKey: 'id' })
    const controller = new AbortController()
    const refresh = expect(files.port.ingest(source, controller.signal)).rejects.toThrow('The job was cancelled.')
    await atWork(files)
    controller.abort(new Error('The job was cancelled.'))
    await refresh
    expect(await files.kept()).toEqual([])
    await expect(files.port.ingest(source, controller.signal)).rejects.toThrow('The job was cancelled.')
    expect(await files.port.ingest(source)).toMatchObject({ rows: 400_000 })
  },
)

test('it ends with its parent, though that was killed in the middle of a refresh', async () => {
  const files = await openFiles()
  await files.drop('large.csv', LARGE)
  const settings = { folder: files.folder, memoryMegabytes: 256, threads: 2 }
  const parent = spawn(process.execPath, [
    '--eval',
    `const { filesProcess } = await import('#lib/insights/files/process.ts')
     await filesProcess(${JSON.stringify(settings)}).ingest(${JSON.stringify(files.source('large.csv'))})`,
  ])
  await atWork(files)
  const [child = 0] = children(parent.pid)
  parent.kill('SIGKILL')
  await vi.waitFor(() => expect(() => process.kill(child, 0)).toThrow('ESRCH'), { timeout: 20_000 })
  expect(await files.kept()).toEqual([])
})

test('it tells how many rows it has read to whoever asked, call by call', async () => {
  const files = await openFiles({ inProcess: true })
  await files.drop('large.csv', LARGE)
  await files.drop('small.csv', 'id\n1\n2\n')
  const ingest = async (name: string) => {
    const told: Progress[] = []
    await withProgress(
      progress => told.push(progress),
      () => files.port.ingest(files.source(name)),
    )
    return told
  }
  const [large, small] = await Promise.all([ingest('large.csv'), ingest('small.csv')])
  expect(large.length).toBeGreaterThan(1)
  expect(large.at(-1)).toEqual({ rows: 400_000 })
  expect(small.at(-1)).toEqual({ rows: 2 })
})
