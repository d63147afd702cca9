import { expect, test } from 'vitest'
import { config } from '#lib/config.ts'
import { database } from '#lib/database/client.ts'
import { request } from '#tests/support/api.ts'
import { type Api, apiOf, freshInstance, makeEntity, nsw, submit } from '#tests/support/insights.ts'
import { makeKey } from '#tests/support/make.ts'

/** A source, a measure and a segment that are refreshed here, and one of each that is not. No worker runs here. */
async function something(api: Api) {
  await api.post('manage/datasources', { kind: 'file', name: 'crm', friendlyName: 'CRM', entityName: 'Contact' })
  await api.post('manage/datasources', { kind: 'external', name: 'shop' })
  const count = { entityName: 'Contact', aggregate: { operation: 'count' } }
  await api.post('manage/measures', { kind: 'business', name: 'Contacts', definition: count })
  await api.post('manage/measures', { kind: 'external', name: 'Revenue' })
  await api.post('manage/segments', { kind: 'rule', name: 'Nsw', entityName: 'Contact', rule: nsw })
  await api.post('manage/segments', { kind: 'external', name: 'Vip' })
}

type Task = { operationType: string; friendlyName: string; taskId: string; waitingTaskIds: string[] }

test('a full refresh has a task for all that is refreshed here: sources, then measures, then segments', async () => {
  const { api, instance } = await freshInstance()
  await something(api)
  const created = await api.post('workflows/main/jobs?operationType=all')
  expect(created.status).toBe(201)
  const path = `workflows/main/jobs/${created.json.jobId}`
  expect(created.headers.get('location')).toBe(`${config().appUrl}/api/v1/instances/${instance.id}/${path}`)
  expect(created.json).toMatchObject({
    jobType: 'full',
    jobSubmissionKind: 'onDemand',
    jobStatus: 'queued',
    operationType: 'all',
    submittedBy: 'ADMIN_API_KEY',
    endTimestamp: null,
  })
  const tasks: Task[] = created.json.tasks
  expect(tasks.map(({ operationType, friendlyName }) => [operationType, friendlyName])).toEqual([
    ['ingestion', 'CRM'],
    ['measures', 'Contacts'],
    ['segmentation', 'Nsw'],
  ])
  const source = tasks[0]?.taskId
  expect(tasks.map(({ waitingTaskIds }) => waitingTaskIds)).toEqual([[], [source], [source]])
  expect((await api.get(path)).json).toEqual(created.json)
})

test('a job of one operation runs only that, and only what it names', async () => {
  const { api } = await freshInstance()
  await something(api)
  await api.post('manage/segments', { kind: 'rule', name: 'Old', entityName: 'Contact', rule: nsw })
  const names = async (query: string) => {
    const { json } = await api.post(`workflows/main/jobs?${query}`)
    return json.tasks.map((task: Task) => task.friendlyName)
  }
  const [crm] = (await api.get('manage/datasources')).json
  expect(await names('operationType=ingestion')).toEqual(['CRM'])
  expect(await names('operationType=measures')).toEqual(['Contacts'])
  expect(await names('operationType=segmentation')).toEqual(['Nsw', 'Old'])
  expect(await names('operationType=segmentation&identifiers=Old')).toEqual(['Old'])
  expect(await names('operationType=segmentation&identifiers=Old,Nsw')).toEqual(['Nsw', 'Old'])
  expect(await names(`operationType=ingestion&identifiers=${crm.dataSourceId.toUpperCase()}`)).toEqual(['CRM'])
})

test.each([
  ['what is not there', 'operationType=segmentation&identifiers=Nobody'],
  ['a name of another kind', 'operationType=segmentation&identifiers=crm'],
  ['what is refreshed elsewhere', 'operationType=ingestion&identifiers=shop'],
  ['identifiers for a full refresh', 'operationType=all&identifiers=crm'],
  ['an operation that is not available yet', 'operationType=enrichment'],
  ['a unification that nobody has defined', 'operationType=merge'],
])('%s is not acceptable', async (_, query) => {
  const { api } = await freshInstance()
  await something(api)
  expect((await api.post(`workflows/main/jobs?${query}`)).status).toBe(422)
  expect((await api.get('workflows/main/jobs')).json.value).toEqual([])
})

test('an unknown operation does not fit the vocabulary', async () => {
  const { api } = await freshInstance()
  for (const query of ['', 'operationType=', 'operationType=everything', 'operationType=Ingestion']) {
    expect((await api.post(`workflows/main/jobs?${query}`)).status).toBe(400)
  }
})

test('there is one full refresh at a time, however many ask at once', async () => {
  const { api } = await freshInstance()
  const answers = await Promise.all(Array.from({ length: 8 }, () => api.post('workflows/main/jobs?operationType=all')))
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(422)])
  const { api: elsewhere } = await freshInstance()
  expect((await elsewhere.post('workflows/main/jobs?operationType=all')).status).toBe(201)
})

test('jobs are listed newest first, page by page', async () => {
  const { api } = await freshInstance()
  const submitted = []
  for (let count = 0; count < 5; count++) submitted.push(await submit(api, 'segmentation'))
  const seen: string[] = []
  let { json } = await api.get('workflows/main/jobs?$top=2')
  for (;;) {
    expect(json.value.length).toBeLessThanOrEqual(2)
    seen.push(...json.value.map((job: { jobId: string }) => job.jobId))
    if (!json['@odata.nextLink']) break
    json = (await request('GET', json['@odata.nextLink'])).json
  }
  expect(seen).toEqual(submitted.reverse())
})

test('a job that waits ends at once when it is cancelled, and cannot be cancelled again', async () => {
  const { api, instance } = await freshInstance()
  await makeEntity(api, instance.id)
  await api.post('manage/segments', { kind: 'rule', name: 'Nsw', entityName: 'Contact', rule: nsw })
  const jobId = (await api.get('workflows/main/jobs')).json.value[0].jobId
  const { json } = await api.post(`workflows/main/jobs/${jobId}/cancel`)
  expect(json).toMatchObject({
    jobStatus: 'aborted',
    tasks: [{ taskStatus: 'aborted', ciError: { errorCode: 'refreshCancelled' } }],
  })
  expect((await api.get('manage/segments/Nsw')).json.evaluationStatus.jobStatus).toBe('Cancelled')
  expect((await api.post(`workflows/main/jobs/${jobId}/cancel`)).status).toBe(422)
})

test('a full refresh that is cancelled while it waits is completed, as aborted', async () => {
  const { api, instance } = await freshInstance()
  await something(api)
  const jobId = await submit(api, 'all')
  await api.post(`workflows/main/jobs/${jobId}/cancel`)
  const events = await database().event.findMany({ where: { instanceId: instance.id } })
  expect(events.map(({ payload }) => payload)).toMatchObject([
    { eventType: 'full-refresh-completed', status: 'aborted', tasksTotal: 3, tasksFailed: 0, jobId },
  ])
  expect((await api.post('workflows/main/jobs?operationType=all')).status).toBe(201)
})

test('the status of the workflow says how each thing stands', async () => {
  const { api } = await freshInstance()
  await something(api)
  const status = async () =>
    (await api.get('workflows/main/status')).json.map((node: { friendlyName: string; taskStatus: string }) => [
      node.friendlyName,
      node.taskStatus,
    ])
  expect(await status()).toEqual([
    ['CRM', 'needsUpdate'],
    ['Contacts', 'needsUpdate'],
    ['Nsw', 'needsUpdate'],
  ])
  const jobId = await submit(api, 'ingestion')
  expect(await status()).toContainEqual(['CRM', 'queued'])
  await api.post(`workflows/main/jobs/${jobId}/cancel`)
  expect(await status()).toContainEqual(['CRM', 'aborted'])
})

test('one thing runs with or without what depends on it', async () => {
  const { api } = await freshInstance()
  await something(api)
  const names = async (query: string) => {
    const { json } = await api.post(`workflows/main/jobs?${query}`)
    return json.tasks.map((task: Task) => task.friendlyName)
  }
  expect(await names('operationType=ingestion&identifiers=crm')).toEqual(['CRM'])
  expect(await names('operationType=ingestion&identifiers=crm&downstream=true')).toEqual(['CRM', 'Contacts', 'Nsw'])
  expect((await api.post('workflows/main/jobs?operationType=all&downstream=perhaps')).status).toBe(400)
})

test('the last runs of one thing are listed, newest first', async () => {
  const { api } = await freshInstance()
  await something(api)
  const [crm] = (await api.get('manage/datasources')).json
  const first = await submit(api, 'ingestion')
  const second = await submit(api, 'all')
  const path = `workflows/main/history?operationType=ingestion&identifier=${crm.dataSourceId}`
  expect((await api.get(path)).json).toMatchObject([
    { jobIds: [second], taskStatus: 'queued', friendlyName: 'CRM', jobSubmissionKind: 'onDemand' },
    { jobIds: [first] },
  ])
  expect((await api.get(`${path}&$top=1`)).json).toHaveLength(1)
  expect((await api.get(path.replace('ingestion', 'measures'))).json).toEqual([])
  const { api: elsewhere } = await freshInstance()
  expect((await elsewhere.get(path)).json).toEqual([])
  expect((await api.get('workflows/main/history?operationType=ingestion')).status).toBe(400)
})

test('a viewer sees jobs and runs none', async () => {
  const { api, instance } = await freshInstance()
  const jobId = await submit(api, 'segmentation')
  const { key } = await makeKey(instance.id, 'Viewer')
  const viewer = apiOf(instance.id, key)
  expect((await viewer.get(`workflows/main/jobs/${jobId}`)).status).toBe(200)
  expect((await viewer.get('workflows/main/status')).status).toBe(200)
  expect((await viewer.post('workflows/main/jobs?operationType=all')).status).toBe(403)
  expect((await viewer.post(`workflows/main/jobs/${jobId}/cancel`)).status).toBe(403)
  expect((await viewer.post('workflows/main/reports', { operationType: 'all', status: 'failed' })).status).toBe(403)
})
