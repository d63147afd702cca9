import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { config } from '#lib/config.ts'
import { database } from '#lib/database/client.ts'
import { dropFolder } from '#lib/insights/folders.ts'
import { request } from '#tests/support/api.ts'
import { makeInstance } from '#tests/support/make.ts'
import { CONTACT } from '#tests/support/port.ts'
import { until } from '#tests/support/until.ts'

/** The routes of an instance by their path below it, called with the deployment's key or another. */
export function apiOf(instanceId: string, key?: string) {
  const headers: Record<string, string> = key === undefined ? {} : { 'X-API-Key': key }
  const send = (method: Parameters<typeof request>[0]) => (path: string, json?: unknown) =>
    request(method, `${config().appUrl}/api/v1/instances/${instanceId}/${path}`, { json, headers })
  return { get: send('GET'), post: send('POST'), put: send('PUT'), patch: send('PATCH'), delete: send('DELETE') }
}

export type Api = ReturnType<typeof apiOf>

/** An instance of its own, and its routes. */
export async function freshInstance() {
  const instance = await makeInstance()
  return { instance, api: apiOf(instance.id) }
}

export const nsw = { all: [{ attribute: 'state', operator: 'eq', value: 'nsw' }] }

/** A data source with an entity, as a refresh would have left them; there is no file behind it. */
export async function makeEntity(api: Api, instanceId: string, { name = 'crm', entityName = 'Contact' } = {}) {
  const { json: source } = await api.post('manage/datasources', { kind: 'file', name, entityName })
  await database().entity.create({
    data: {
      instanceId,
      name: entityName,
      dataSourceId: source.dataSourceId,
      attributes: CONTACT,
      file: 'nowhere.parquet',
      rows: 0,
      refreshedAt: new Date(),
    },
  })
  return source.dataSourceId as string
}

/** Puts a file into the drop folder. */
export async function dropFile(name: string, content: string) {
  await mkdir(dropFolder(), { recursive: true })
  await writeFile(join(dropFolder(), name), content)
}

/** Submits a refresh and gives its id. */
export async function submit(api: Api, operationType: string, identifiers?: string): Promise<string> {
  const query = new URLSearchParams({ operationType, ...(identifiers && { identifiers }) })
  const { json } = await api.post(`workflows/main/jobs?${query}`)
  return json.jobId
}

/** The job, once it has ended. */
export const ended = (api: Api, jobId: string) =>
  until(async () => {
    const { json } = await api.get(`workflows/main/jobs/${jobId}`)
    return json.endTimestamp !== null && json
  })
