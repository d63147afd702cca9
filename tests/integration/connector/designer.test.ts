import { beforeAll, expect, test } from 'vitest'
import { config } from '#lib/config.ts'
import { request } from '#tests/support/api.ts'
import { Designer } from '#tests/support/designer.ts'
import { makeInstance, makeKey } from '#tests/support/make.ts'

/** What a flow designer does with the definition, call for call. */

let designer: Designer
let instanceId: string

const nobody = { headers: { 'X-API-Key': '' } }

beforeAll(async () => {
  instanceId = (await makeInstance('Contoso Coffee')).id
  await makeInstance('Another one')
  const manage = `${config().appUrl}/api/v1/instances/${instanceId}/manage`
  const objects = {
    datasources: { kind: 'external', name: 'crm', friendlyName: 'CRM contacts' },
    segments: { kind: 'external', name: 'BigSpenders', friendlyName: 'Big spenders' },
    measures: { kind: 'external', name: 'MeanAge', displayName: 'Mean age' },
  }
  for (const [list, json] of Object.entries(objects)) {
    expect(await request('POST', `${manage}/${list}`, { json })).toMatchObject({ status: 201 })
  }
  const definition = await request('GET', `${config().appUrl}/api/connector/apiDefinition.swagger.json`, nobody)
  designer = new Designer(definition.json, (await makeKey(instanceId, 'Contributor')).key)
})

test('the files are given to everybody, indented by four spaces, to be kept under their names', async () => {
  for (const name of ['apiDefinition.swagger.json', 'apiProperties.json']) {
    const { status, text, headers } = await request('GET', `${config().appUrl}/api/connector/${name}`, nobody)
    expect(status).toBe(200)
    expect(text).toMatch(/^\{\n {4}"/)
    expect(headers.get('content-disposition')).toBe(`attachment; filename="${name}"`)
  }
})

test('the environment of the connection is offered by its name, and no other', async () => {
  expect(await designer.choices('WhenFullRefreshIsCompleted', 'instanceId', {})).toEqual([
    { value: instanceId, title: 'Contoso Coffee' },
  ])
})

test.each([
  [
    'WhenDataSourceRefreshFails',
    'dataSourceId',
    { value: expect.stringMatching(/^[0-9a-f-]{36}$/), title: 'CRM contacts' },
  ],
  ['WhenSegmentThresholdIsCrossed', 'segmentName', { value: 'BigSpenders', title: 'Big spenders' }],
  ['WhenMeasureThresholdIsCrossed', 'measureName', { value: 'MeanAge', title: 'Mean age' }],
])('%s offers what the environment has as %s', async (trigger, field, choice) => {
  expect(await designer.choices(trigger, field, { instanceId })).toEqual([choice])
})

test('every trigger of the definition can be subscribed to and left, by the drop-downs alone', async () => {
  expect(designer.triggers).toHaveLength(6)
  for (const trigger of designer.triggers) {
    const chosen: Record<string, unknown> = { instanceId }
    for (const field of designer.dropDowns(trigger)) {
      chosen[field] = (await designer.choices(trigger, field, chosen))[0]?.value
    }
    const subscribed = await designer.subscribe(trigger, chosen, 'http://127.0.0.1:9/callback?sig=a%2Fb')
    const location = subscribed.headers.get('location') ?? ''
    expect(subscribed.status, subscribed.text).toBe(201)
    expect(new URL(location).origin).toBe(config().appUrl)

    const again = await designer.subscribe(trigger, chosen, 'http://127.0.0.1:9/callback?sig=a%2Fb')
    expect([again.status, again.headers.get('location')]).toEqual([200, location])

    expect(await request('DELETE', location, nobody)).toMatchObject({ status: 204, text: '' })
    expect(await request('DELETE', location, nobody)).toMatchObject({ status: 204 })
  }
  const hooks = await request('GET', `${config().appUrl}/api/v1/instances/${instanceId}/manage/hooks`)
  expect(hooks.json.value).toEqual([])
})

test('every choice of the optional fields is one that the service takes', async () => {
  const choices = designer.fixedChoices('WhenFullRefreshIsCompleted')
  for (const [field, values] of Object.entries(choices)) {
    for (const value of values) {
      const callback = `http://127.0.0.1:9/${field}/${value}`
      const { status, text } = await designer.subscribe(
        'WhenFullRefreshIsCompleted',
        { instanceId, [field]: value },
        callback,
      )
      expect(status, text).toBe(201)
    }
  }
  expect(Object.keys(choices)).toEqual(['submissionKind', 'status'])
})

test('what the definition demands, the service demands', async () => {
  const { status, json } = await designer.call('WhenSegmentThresholdIsCrossed', {
    instanceId,
    notificationUrl: 'http://127.0.0.1:9/callback',
  })
  expect([status, json.errors[0].path]).toEqual([400, 'segmentName'])
})

test('an error says its reason where flow designers look for it', async () => {
  const chosen = { instanceId, segmentName: 'NoSuchSegment' }
  const { status, json } = await designer.subscribe('WhenSegmentThresholdIsCrossed', chosen, 'http://127.0.0.1:9/x')
  expect(status).toBe(422)
  expect(json.message).toContain('NoSuchSegment')
  expect(json.error).toEqual({ code: 'Unprocessable', message: json.message })
})
