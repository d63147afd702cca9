import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { runScript } from '#tests/support/product.ts'

const folder = await mkdtemp(join(tmpdir(), 'highwater-demo-test-'))
await chmod(folder, 0o711)
const leftovers = async () => (await readdir(folder)).filter(name => name.startsWith('highwater'))

afterAll(() => rm(folder, { recursive: true }))

test('the demo plays to its end: a real flow engine has exactly the callbacks that it should', async () => {
  const { code, output } = await runScript('demo', { TMPDIR: folder }).ended
  expect(code, output).toBe(0)
  expect(output).toContain('Contacts in NSW: 1686 → 1706 members, threshold 1700')
  expect(output).toMatch(/CRM contacts: crm\.csv, line 2500, column "address_1": /)
  expect(output).toMatch(/202 {2}The flow is turned on again, and has what was kept: run 0858/)
  expect(output).toContain('Exactly the right 7 callbacks arrived, each once and signed.')
  expect(await leftovers()).toEqual([])
}, 180_000)

test('a demo that is interrupted takes everything down that it had put up', async () => {
  const demo = runScript('demo', { TMPDIR: folder })
  await demo.printed(/Subscribe the flow/)
  const { code } = await demo.stop()
  expect(code).not.toBe(0)
  // npm has ended by now; the demo itself may be at it still.
  await expect.poll(leftovers, { timeout: 20_000 }).toEqual([])
}, 180_000)
