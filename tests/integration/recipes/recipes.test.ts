import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { deploymentApi } from '#tests/support/deployment.ts'
import { ownDataFolder } from '#tests/support/own-data-folder.ts'
import { blocksOf, has, run } from '#tests/support/recipes.ts'

// Against the real product, which builds the console where nobody has yet.
const MINUTES = 300_000
type Api = Awaited<ReturnType<typeof deploymentApi>>

let product: Awaited<ReturnType<typeof ownDataFolder>>
let api: Api
let folder: string
let env: { HIGHWATER_URL: string; HIGHWATER_INSTANCE: string; HIGHWATER_KEY: string; HIGHWATER_SOURCE: string }

beforeAll(async () => {
  product = await ownDataFolder()
  await product.start().isReady()
  const adminKey = product.settings.ADMIN_API_KEY ?? ''
  api = await deploymentApi({ url: product.url, adminKey })
  const instances = await fetch(`${product.url}/api/v1/instances`, { headers: { 'X-API-Key': adminKey } })
  const [{ instanceId }] = (await instances.json()) as [{ instanceId: string }]
  const { key } = await api.post('manage/keys', { name: 'Pipelines', role: 'Contributor' })
  env = { HIGHWATER_URL: product.url, HIGHWATER_INSTANCE: instanceId, HIGHWATER_KEY: key, HIGHWATER_SOURCE: '' }
  await api.post('manage/segments', { kind: 'external', name: 'LoyalCustomers' })
  await api.post('manage/measures', { kind: 'external', name: 'Revenue' })
}, MINUTES)
afterAll(() => product.clear())

let count = 0
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'highwater-recipe-'))
  const source = await api.post('manage/datasources', { kind: 'external', name: `orders${++count}` })
  env.HIGHWATER_SOURCE = source.dataSourceId
  return () => rm(folder, { recursive: true })
})

const source = () => api.get(`manage/datasources/${env.HIGHWATER_SOURCE}`)
const python = (file: string, ...args: string[]) => run('python3', [file, ...args], env, folder)

async function keep(name: string, code = '', mode = 0o644) {
  await writeFile(join(folder, name), code)
  await chmod(join(folder, name), mode)
}

describe.skipIf(!has('curl'))('curl', () => {
  test('a command that succeeds is reported, and ends as it did', async () => {
    const [reported] = await blocksOf('curl', 'sh')
    await keep('reported.sh', reported)
    expect(await run('sh', ['reported.sh', 'echo', 'loaded'], env, folder)).toMatchObject({ code: 0 })
    expect(await source()).toMatchObject({ refreshState: 'updated', error: null })
  })

  test('one that fails is reported with the last line that it wrote, whatever is in it', async () => {
    const [reported] = await blocksOf('curl', 'sh')
    await keep('reported.sh', reported)
    const failing = 'echo reading; echo \'no "orders" in C:\\data\' >&2; exit 7'
    const { code, output } = await run('sh', ['reported.sh', 'sh', '-c', failing], env, folder)
    expect({ code, output }).toMatchObject({ code: 7, output: expect.stringContaining('reading') })
    expect(await source()).toMatchObject({ refreshState: 'updateFailed', error: 'no "orders" in C:\\data' })
  })

  test('numbers that were computed elsewhere, and a full refresh', async () => {
    const [, numbers] = await blocksOf('curl', 'sh')
    await keep('numbers.sh', numbers)
    const { code, output } = await run('sh', ['-e', 'numbers.sh'], env, folder)
    expect({ code, output }).toMatchObject({ code: 0 })
    expect((await api.get('manage/segments/LoyalCustomers')).evaluationStatus.entityCount).toBe(1712)
    expect((await api.get('manage/measures/Revenue')).output.values.value).toBe('48200.5')
    expect((await api.get('manage/events?type=full-refresh-completed')).value).toHaveLength(1)
  })
})

describe.skipIf(!has('python3'))('dbt', () => {
  const results = (...statuses: string[]) => ({
    metadata: { generated_at: '2026-11-23T08:00:04.123456Z' },
    elapsed_time: 4.1,
    results: statuses.map((status, at) => ({ unique_id: `model.shop.m${at}`, status, message: `it is "${status}"` })),
  })
  const fakeDbt = (run: object, code: number) =>
    `#!/bin/sh\nmkdir -p target\ncat > target/run_results.json <<'END'\n${JSON.stringify(run)}\nEND\nexit ${code}\n`

  test('a run is reported from its results, and its code is kept', async () => {
    await keep('report_dbt.py', (await blocksOf('dbt', 'python'))[0])
    await keep('job.sh', (await blocksOf('dbt', 'sh'))[0])
    await mkdir(join(folder, 'bin'))
    const within = { ...env, PATH: join(folder, 'bin') + delimiter + process.env.PATH }

    await keep('bin/dbt', fakeDbt(results('success', 'pass', 'warn'), 0), 0o755)
    expect(await run('sh', ['job.sh'], within, folder)).toMatchObject({ code: 0 })
    expect(await source()).toMatchObject({ refreshState: 'updated', lastRefresh: '2026-11-23T08:00:04.123Z' })

    await keep('bin/dbt', fakeDbt(results('success', 'error', 'fail'), 1), 0o755)
    expect(await run('sh', ['job.sh'], within, folder)).toMatchObject({ code: 1 })
    const error = '2 of 3 failed. model.shop.m1: it is "error"'
    expect(await source()).toMatchObject({ refreshState: 'updateFailed', error })
  })

  test('what is refused says why, and fails', async () => {
    await keep('report_dbt.py', (await blocksOf('dbt', 'python'))[0])
    await keep('run_results.json', JSON.stringify(results('success')))
    env.HIGHWATER_SOURCE = '00000000-0000-0000-0000-000000000000'
    const { code, output } = await python('report_dbt.py', 'run_results.json')
    expect({ code, output }).toMatchObject({ code: 1, output: expect.stringContaining('Highwater answered 404') })
  })
})

describe.skipIf(!has('python3'))('Airflow', () => {
  // What Airflow would do: it runs the DAG file, and calls back with a context of its own.
  const airflow = `
import sys, types
from datetime import datetime, timezone
given = {}
def dag(**options):
    given.update(options)
    return lambda function: function
sdk = types.ModuleType("airflow.sdk")
sdk.dag, sdk.task = dag, lambda function: function
sys.modules["airflow"], sys.modules["airflow.sdk"] = types.ModuleType("airflow"), sdk
exec(open("dag.py").read())
run = types.SimpleNamespace(dag_id="load_orders", start_date=datetime(2026, 11, 23, 8, tzinfo=timezone.utc))
if sys.argv[1] == "success":
    given["on_success_callback"]({"dag_run": run})
else:
    given["on_failure_callback"]({"dag_run": run, "reason": "task_failure"})
`

  test('the callbacks of a DAG report how its run went', async () => {
    const [callbacks, dag] = await blocksOf('airflow', 'python')
    await keep('highwater.py', callbacks)
    await keep('dag.py', dag)
    await keep('airflow_does.py', airflow)
    expect(await python('airflow_does.py', 'success')).toEqual({ code: 0, output: '' })
    expect(await source()).toMatchObject({ refreshState: 'updated' })
    expect(await python('airflow_does.py', 'failure')).toEqual({ code: 0, output: '' })
    expect(await source()).toMatchObject({ refreshState: 'updateFailed', error: 'load_orders: task_failure' })
  })
})

describe('Fivetran', () => {
  const secret = 'a secret of our own'
  const sign = (body: string) => createHmac('sha256', secret).update(body).digest('hex').toUpperCase()

  async function send(payload: object, signature?: string): Promise<number> {
    await keep('function.mjs', (await blocksOf('fivetran', 'js'))[0])
    const { handle } = await import(/* @vite-ignore */ `${join(folder, 'function.mjs')}`)
    const body = JSON.stringify(payload)
    const headers = { 'X-Fivetran-Signature-256': signature ?? sign(body) }
    const sources = JSON.stringify({ orders_connector: env.HIGHWATER_SOURCE })
    const request = new Request('https://function.example/', { method: 'POST', headers, body })
    const answer = await handle(request, { ...env, FIVETRAN_SECRET: secret, HIGHWATER_SOURCES: sources })
    return answer.status
  }
  const ended = (status: string, more: object = {}) => ({
    event: 'sync_end',
    created: '2026-11-23T08:00:00.000Z',
    connector_id: 'orders_connector',
    data: { status, ...more },
  })

  test('a sync that ended is reported as it ended', async () => {
    expect(await send(ended('SUCCESSFUL'))).toBe(200)
    expect(await source()).toMatchObject({ refreshState: 'updated', lastRefresh: '2026-11-23T08:00:00.000Z' })
    expect(await send(ended('FAILURE', { reason: 'the password has expired' }))).toBe(200)
    expect(await source()).toMatchObject({ refreshState: 'updateFailed', error: 'the password has expired' })
  })

  test('what is no end, and what nobody signed, reports nothing', async () => {
    expect(await send(ended('RESCHEDULED'))).toBe(204)
    expect(await send({ ...ended('SUCCESSFUL'), connector_id: 'another' })).toBe(204)
    expect(await send(ended('SUCCESSFUL'), 'ABCD')).toBe(401)
    expect(await source()).toMatchObject({ refreshState: 'notUpdated' })
  })

  test.skipIf(!has('curl'))('the webhook is made with the address of the function and its secret', async () => {
    const seen = Promise.withResolvers<{ url: string | undefined; body: unknown }>()
    const server = createServer((request, response) => {
      let body = ''
      request.on('data', chunk => (body += chunk))
      request.on('end', () => {
        seen.resolve({ url: request.url, body: JSON.parse(body) })
        response.end('{}')
      })
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const here = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    await keep('webhook.sh', (await blocksOf('fivetran', 'sh'))[0])
    const given = { FIVETRAN_API: here, FUNCTION_URL: 'https://function.example/', FIVETRAN_SECRET: secret }
    const account = { FIVETRAN_API_KEY: 'key', FIVETRAN_API_SECRET: 'secret' }
    expect(await run('sh', ['webhook.sh'], { ...given, ...account }, folder)).toMatchObject({ code: 0 })
    const body = { url: 'https://function.example/', events: ['sync_end'], active: true, secret }
    expect(await seen.promise).toEqual({ url: '/v1/webhooks/account', body })
    server.close()
  })
})

describe('Azure Data Factory', () => {
  // The expressions of the recipe, as a factory would work them out; one that is not here fails.
  const value = (expression: string): unknown => {
    const values: Record<string, unknown> = {
      "@activity('Key').output.value": env.HIGHWATER_KEY,
      "@activity('Load orders').output.rowsCopied": 1712,
      '@pipeline().TriggerTime': '2026-11-23T08:00:00.1234567Z',
      '@utcNow()': '2026-11-23T08:00:04.7654321Z',
      "@substring(activity('Load orders').error.message, 0, min(4000, length(activity('Load orders').error.message)))":
        'no "orders" there',
      "@concat(pipeline().parameters.highwaterUrl, '/api/v1/instances/', pipeline().parameters.highwaterInstance, '/manage/datasources/', pipeline().parameters.highwaterSource, '/reports')": `${env.HIGHWATER_URL}/api/v1/instances/${env.HIGHWATER_INSTANCE}/manage/datasources/${env.HIGHWATER_SOURCE}/reports`,
    }
    if (!expression.startsWith('@')) return expression
    expect(Object.keys(values)).toContain(expression)
    return values[expression]
  }
  const valued = (texts: Record<string, string>) =>
    Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, value(text)]))

  test('its Web activities report success and failure', async () => {
    const pipeline = JSON.parse((await blocksOf('azure-data-factory', 'json'))[0] ?? '')
    const activities = new Map<string, Record<string, never>>(
      pipeline.properties.activities.map((activity: { name: string; typeProperties: object }) => [
        activity.name,
        activity.typeProperties,
      ]),
    )
    const act = async (name: string) => {
      const { method = '', url = '', headers = {}, body = {} } = activities.get(name) ?? {}
      const sent = { method, headers: valued(headers) as Record<string, string>, body: JSON.stringify(valued(body)) }
      return (await fetch(String(value(url)), sent)).status
    }
    expect(await act('Report success')).toBe(202)
    expect(await source()).toMatchObject({
      refreshState: 'updated',
      rows: 1712,
      lastRefresh: '2026-11-23T08:00:04.765Z',
    })
    expect(await act('Report failure')).toBe(202)
    expect(await source()).toMatchObject({ refreshState: 'updateFailed', error: 'no "orders" there' })
  })
})
