import { NextRequest } from 'next/server'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { GET } from '#app/api/stream/route.ts'
import { changed, type Topic } from '#lib/changes/notify.ts'
import { config } from '#lib/config.ts'
import { transaction } from '#lib/database/client.ts'
import { pool } from '#lib/database/pool.ts'
import { makeInstance, makeKey } from '#tests/support/make.ts'

let instanceId: string
let otherId: string
const opened: AbortController[] = []

beforeAll(async () => {
  instanceId = (await makeInstance('Contoso')).id
  otherId = (await makeInstance('Fabrikam')).id
})

afterEach(async () => {
  for (const controller of opened.splice(0)) controller.abort()
  await vi.waitFor(async () => expect(await listeners()).toBe(0))
})

const change = (id: string, ...topics: Topic[]) => transaction(tx => changed(tx, id, ...topics))

const listeners = async () =>
  (
    await pool().query(
      `select from pg_stat_activity where application_name = 'highwater-listen' and datname = current_database()`,
    )
  ).rowCount

async function get(id: string, key = config().adminApiKey ?? '') {
  const controller = new AbortController()
  opened.push(controller)
  const request = new NextRequest(`${config().appUrl}/api/stream?instanceId=${id}`, {
    headers: { 'X-API-Key': key },
    signal: controller.signal,
  })
  return { response: await GET(request, { params: Promise.resolve({}) }), abort: () => controller.abort() }
}

/** A stream that listens already, with what it has told since. */
async function open(id: string) {
  const { response, abort } = await get(id)
  const told: string[] = []
  const ended = (async () => {
    for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      for (const [, data = ''] of text.matchAll(/^data: (.*)$/gm)) told.push(JSON.parse(data).topic)
    }
  })().catch(() => {})
  await vi.waitFor(() => expect(told).toContain('all'))
  return { response, told, ended, abort }
}

describe('the stream of changes', () => {
  test('is an event stream that no proxy buffers', async () => {
    const { response } = await open(instanceId)
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    expect(response.headers.get('cache-control')).toContain('no-transform')
  })

  test('tells what has changed in its instance, and nothing of another', async () => {
    const { told } = await open(instanceId)
    await change(otherId, 'measures')
    await change(instanceId, 'segments')
    await vi.waitFor(() => expect(told).toContain('segments'))
    expect(told).not.toContain('measures')
  })

  test('a change that is rolled back is not told', async () => {
    const { told } = await open(instanceId)
    const rolledBack = transaction(async tx => {
      await changed(tx, instanceId, 'keys')
      throw new Error('rolled back')
    })
    await expect(rolledBack).rejects.toThrow('rolled back')
    await change(instanceId, 'jobs')
    await vi.waitFor(() => expect(told).toContain('jobs'))
    expect(told).not.toContain('keys')
  })

  test('serves every page of a process from one connection', async () => {
    const streams = await Promise.all([open(instanceId), open(instanceId), open(otherId)])
    expect(await listeners()).toBe(1)
    await change(instanceId, 'hooks')
    await vi.waitFor(() => expect(streams.map(({ told }) => told.includes('hooks'))).toEqual([true, true, false]))
  })

  test('a lost connection is made again, and everything counts as changed', async () => {
    const { told } = await open(instanceId)
    told.length = 0
    await pool().query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'highwater-listen'`,
    )
    await vi.waitFor(() => expect(told).toContain('all'), { timeout: 10_000 })
    await change(instanceId, 'thresholds')
    await vi.waitFor(() => expect(told).toContain('thresholds'))
  })

  test('ends when who may see the instance has changed', async () => {
    const { ended } = await open(instanceId)
    await change(instanceId, 'members')
    await ended
  })

  test('somebody without a role in the instance is told that it is not there', async () => {
    const { key } = await makeKey(otherId, 'Viewer')
    expect((await get(instanceId, key)).response.status).toBe(404)
    expect((await get(otherId, key)).response.status).toBe(200)
  })

  test('whoever is not signed in is told so', async () => {
    expect((await get(instanceId, 'wrong')).response.status).toBe(401)
  })
})
