import { describe, expect, test } from 'vitest'
import { gate } from '#lib/http/gate.ts'

const APP_URL = 'https://highwater.example.com'
const NAMES = new Set(['localhost', '127.0.0.1', 'box', '[::1]'])

const ask = (
  url: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
) => gate({ method, url, headers: { host: 'highwater.example.com', ...headers } }, APP_URL, NAMES)

test('an ordinary request passes', () => {
  expect(ask('/')).toBeUndefined()
  expect(ask('/api/v1/instances?$top=5&x=%ff', { method: 'POST' })).toBeUndefined()
})

describe('a malformed address is 400, as a problem', () => {
  test.for(['/api/v1/%ff', '/%', '/a%00b', '*', 'http://elsewhere.example/', ''])('%s', async url => {
    const answer = ask(url)
    expect(answer?.status).toBe(400)
    expect(answer?.headers.get('content-type')).toBe('application/problem+json')
    expect(await answer?.json()).toMatchObject({ status: 400, error: { code: 'InvalidRequest' } })
  })
})

test.for(['TRACE', 'PROPFIND', 'PURGE', 'QUERY'])('%s is 405, and says what there is', method => {
  const answer = ask('/api/v1/instances', { method })
  expect(answer?.status).toBe(405)
  expect(answer?.headers.get('allow')).toContain('GET, HEAD, POST')
})

describe('a request to another name of this machine', () => {
  test.for(['localhost', 'localhost:3000', 'LOCALHOST', '127.0.0.1:3000', 'box', '[::1]:3000'])('%s', host => {
    const answer = ask('/segments?name=a%20b', { headers: { host } })
    expect(answer?.status).toBe(307)
    expect(answer?.headers.get('location')).toBe('https://highwater.example.com/segments?name=a%20b')
  })

  test('is not redirected where a proxy forwards it: it would come back', () => {
    expect(ask('/', { headers: { host: 'localhost:3000', 'x-forwarded-for': '203.0.113.7' } })).toBeUndefined()
  })

  test('is not redirected for health, which is asked for by address', () => {
    expect(ask('/api/health', { headers: { host: '127.0.0.1:3000' } })).toBeUndefined()
  })
})

test('a redirect cannot be made to lead elsewhere', () => {
  const answer = ask('//evil.example/x', { headers: { host: 'localhost' } })
  expect(new URL(answer?.headers.get('location') ?? '').host).toBe('highwater.example.com')
})

test('a name that is not of this machine passes: a proxy may call us as it likes', () => {
  expect(ask('/', { headers: { host: 'highwater.internal' } })).toBeUndefined()
})
