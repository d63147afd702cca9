import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { config } from '#lib/config.ts'
import { database } from '#lib/database/client.ts'
import { uploadFile } from '#lib/insights/data-sources/upload.ts'
import { dropFolder, uploadFolder } from '#lib/insights/folders.ts'
import { request } from '#tests/support/api.ts'
import { apiOf, freshInstance, makeEntity, nsw } from '#tests/support/insights.ts'
import { makeKey } from '#tests/support/make.ts'

const crm = { kind: 'file', name: 'crm', friendlyName: 'CRM contacts', entityName: 'Contact', primaryKey: 'rec_id' }

const NOTHING_ELSE = {
  format: 'csv',
  pattern: null,
  url: null,
  credentials: null,
  incremental: null,
  connectionId: null,
  table: null,
  query: null,
  freshness: null,
}

test('a data source is added, read, listed and removed', async () => {
  const { api, instance } = await freshInstance()
  const created = await api.post('manage/datasources', { ...crm, path: 'crm.csv' })
  expect(created.status).toBe(201)
  const { dataSourceId } = created.json
  expect(created.headers.get('location')).toBe(
    `${config().appUrl}/api/v1/instances/${instance.id}/manage/datasources/${dataSourceId}`,
  )
  expect(created.json).toEqual({
    dataSourceId,
    ...crm,
    ...NOTHING_ELSE,
    path: 'crm.csv',
    uploaded: false,
    isActive: true,
    refreshState: 'notUpdated',
    lastRefresh: null,
    rows: null,
    error: null,
  })
  expect((await api.get(`manage/datasources/${dataSourceId}`)).json).toEqual(created.json)
  expect((await api.get('manage/datasources')).json).toEqual([created.json])
  expect((await api.delete(`manage/datasources/${dataSourceId}`)).status).toBe(204)
  expect((await api.get('manage/datasources')).json).toEqual([])
  expect((await api.delete(`manage/datasources/${dataSourceId}`)).status).toBe(404)
})

test('adding a data source refreshes nothing', async () => {
  const { api } = await freshInstance()
  await api.post('manage/datasources', crm)
  expect((await api.get('workflows/main/jobs')).json).toEqual({ value: [] })
})

test('the name is unique in its instance, and so is the entity that it fills', async () => {
  const { api } = await freshInstance()
  await api.post('manage/datasources', crm)
  expect((await api.post('manage/datasources', { ...crm, entityName: 'Other' })).status).toBe(409)
  expect((await api.post('manage/datasources', { ...crm, name: 'other' })).status).toBe(409)
  const { api: elsewhere } = await freshInstance()
  expect((await elsewhere.post('manage/datasources', crm)).status).toBe(201)
})

test('only deployment administrators point at the drop folder', async () => {
  const { api, instance } = await freshInstance()
  const { key } = await makeKey(instance.id, 'Admin')
  const administrator = apiOf(instance.id, key)
  expect((await administrator.post('manage/datasources', { ...crm, path: 'crm.csv' })).status).toBe(403)
  const { json } = await administrator.post('manage/datasources', crm)
  expect((await administrator.patch(`manage/datasources/${json.dataSourceId}`, { path: 'crm.csv' })).status).toBe(403)
  expect((await api.patch(`manage/datasources/${json.dataSourceId}`, { path: 'crm.csv' })).json.path).toBe('crm.csv')
  const same = await administrator.patch(`manage/datasources/${json.dataSourceId}`, {
    path: 'crm.csv',
    isActive: false,
  })
  expect(same).toMatchObject({ status: 200, json: { isActive: false } })
})

test('a path that leads out of the drop folder is refused', async () => {
  const { api } = await freshInstance()
  await mkdir(dropFolder(), { recursive: true })
  await writeFile(join(config().dataDir, 'secret.csv'), 'a\n1\n')
  await symlink(join(config().dataDir, 'secret.csv'), join(dropFolder(), 'link.csv'))
  await symlink(config().dataDir, join(dropFolder(), 'folder'))
  for (const path of ['../secret.csv', '/etc/passwd', 'link.csv', 'folder/secret.csv', '*.csv']) {
    expect(await api.post('manage/datasources', { ...crm, path })).toMatchObject({
      status: 422,
      json: { errors: [{ path: 'path' }] },
    })
  }
})

test('a changed data source keeps its name, kind and entity', async () => {
  const { api } = await freshInstance()
  const { json: before } = await api.post('manage/datasources', crm)
  const path = `manage/datasources/${before.dataSourceId}`
  const { json: after } = await api.patch(path, {
    ...before,
    friendlyName: 'Contacts',
    primaryKey: null,
  })
  expect(after).toEqual({ ...before, friendlyName: 'Contacts', primaryKey: null })
  for (const change of [{ name: 'other' }, { kind: 'external' }, { entityName: 'Other' }]) {
    const refused = await api.patch(path, { ...change, friendlyName: 'Changed' })
    expect(refused).toMatchObject({ status: 422, json: { errors: [{ path: Object.keys(change)[0] }] } })
  }
  expect((await api.get(path)).json).toEqual(after)
})

test('an external data source has no file', async () => {
  const { api } = await freshInstance()
  const { json } = await api.post('manage/datasources', { kind: 'external', name: 'shop' })
  expect(json).toMatchObject({ kind: 'external', friendlyName: 'shop', path: null, entityName: null })
  expect((await api.patch(`manage/datasources/${json.dataSourceId}`, { path: 'a.csv' })).status).toBe(422)
  expect((await api.put(`manage/datasources/${json.dataSourceId}/file`)).status).toBe(422)
})

test('removing a data source removes its entity; segments over it stay', async () => {
  const { api, instance } = await freshInstance()
  const dataSourceId = await makeEntity(api, instance.id)
  await api.post('manage/segments', { kind: 'rule', name: 'Nsw', entityName: 'Contact', rule: nsw })
  expect((await api.get('manage/entities')).json).toHaveLength(1)
  await api.delete(`manage/datasources/${dataSourceId}`)
  expect((await api.get('manage/entities')).json).toEqual([])
  expect((await api.get('manage/entities/Contact')).status).toBe(404)
  expect((await api.get('manage/segments')).json).toHaveLength(1)
})

test('an entity tells its attributes and their types', async () => {
  const { api, instance } = await freshInstance()
  const dataSourceId = await makeEntity(api, instance.id)
  const { json } = await api.get('manage/entities/Contact')
  expect(json).toMatchObject({ name: 'Contact', dataSourceId, rows: 0 })
  expect(json.attributes).toContainEqual({ name: 'age', type: 'integer' })
  const { json: list } = await api.get('manage/entities')
  expect(list).toHaveLength(1)
  expect(json).toMatchObject(list[0])
})

test('what was changed, and by whom, is in the audit log', async () => {
  const { api, instance } = await freshInstance()
  const { json } = await api.post('manage/datasources', crm)
  await api.patch(`manage/datasources/${json.dataSourceId}`, { isActive: false })
  await api.delete(`manage/datasources/${json.dataSourceId}`)
  const entries = await database().auditEntry.findMany({ where: { instanceId: instance.id }, orderBy: { id: 'asc' } })
  expect(entries.map(({ action, objectId }) => ({ action, objectId }))).toEqual(
    ['create', 'update', 'delete'].map(verb => ({ action: `dataSource.${verb}`, objectId: json.dataSourceId })),
  )
  expect(entries[1]).toMatchObject({ before: { isActive: true }, after: { isActive: false } })
})

const upload = (instanceId: string, dataSourceId: string, body: BodyInit, headers: Record<string, string> = {}) =>
  request('PUT', `${config().appUrl}/api/v1/instances/${instanceId}/manage/datasources/${dataSourceId}/file`, {
    body,
    headers,
  })

test('an uploaded file takes the place of the path, and of the one before', async () => {
  const { api, instance } = await freshInstance()
  const { json } = await api.post('manage/datasources', { ...crm, path: 'crm.csv' })
  expect(await upload(instance.id, json.dataSourceId, 'a\n1\n')).toMatchObject({
    status: 200,
    json: { path: null, uploaded: true, refreshState: 'notUpdated' },
  })
  await upload(instance.id, json.dataSourceId, 'a\n2\n')
  const source = await database().dataSource.findUniqueOrThrow({ where: { id: json.dataSourceId } })
  const file = join(uploadFolder(instance.id, json.dataSourceId), source.upload ?? '')
  expect(await readFile(file, 'utf8')).toBe('a\n2\n')
  expect((await api.get('workflows/main/jobs')).json).toEqual({ value: [] })
})

test('an upload that is too large, broken off or encoded changes nothing', async () => {
  const { api, instance } = await freshInstance()
  const { json } = await api.post('manage/datasources', crm)
  const tooLarge = String(2 ** 30 + 1)
  expect((await upload(instance.id, json.dataSourceId, 'a', { 'Content-Length': tooLarge })).status).toBe(413)
  expect((await upload(instance.id, json.dataSourceId, 'a', { 'Content-Encoding': 'gzip' })).status).toBe(415)
  const broken = new ReadableStream({ start: controller => controller.error(new Error('reset')) })
  expect((await upload(instance.id, json.dataSourceId, broken)).status).toBe(400)
  const access = { actor: { type: 'system', name: 'test' }, instance, role: 'Admin' } as const
  const long = Readable.from([Buffer.from('four'), Buffer.from('more')])
  await expect(uploadFile(access, json.dataSourceId, long, { limit: 6 })).rejects.toThrow('larger than 6 bytes')
  expect(await readdir(uploadFolder(instance.id, json.dataSourceId))).toEqual([])
  expect((await api.get(`manage/datasources/${json.dataSourceId}`)).json.uploaded).toBe(false)
})

test('a viewer reads data sources and changes none', async () => {
  const { api, instance } = await freshInstance()
  const { json } = await api.post('manage/datasources', crm)
  const { key } = await makeKey(instance.id, 'Viewer')
  const viewer = apiOf(instance.id, key)
  expect((await viewer.get('manage/datasources')).status).toBe(200)
  expect((await viewer.post('manage/datasources', { ...crm, name: 'b' })).status).toBe(403)
  expect((await viewer.patch(`manage/datasources/${json.dataSourceId}`, { isActive: false })).status).toBe(403)
  expect((await viewer.delete(`manage/datasources/${json.dataSourceId}`)).status).toBe(403)
  expect((await viewer.put(`manage/datasources/${json.dataSourceId}/file`)).status).toBe(403)
  expect((await viewer.get('manage/datasources')).json).toEqual([json])
})
