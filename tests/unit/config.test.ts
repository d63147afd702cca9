import { describe, expect, test } from 'vitest'
import { readConfig } from '#lib/config.ts'

const KEY = Buffer.alloc(32, 7).toString('base64')
const MAIL = { MAIL_FROM: 'highwater@example.com' }
const DATABASE = { DATABASE_URL: 'postgresql://db/highwater', SECRET_KEY: KEY }

test('without any setting it serves on loopback, with the embedded database and sample data', () => {
  expect(readConfig({})).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    appUrl: 'http://127.0.0.1:3000',
    dataDir: '.data',
    databaseUrl: undefined,
    sampleData: true,
    callbackAllowPrivate: false,
    flowSimulator: undefined,
    apiRateLimit: 100,
    mail: undefined,
    entra: undefined,
  })
})

test.for([
  ['highwater@example.com', { name: '', address: 'highwater@example.com' }],
  ['Highwater <highwater@example.com>', { name: 'Highwater', address: 'highwater@example.com' }],
  ['"High, water" <highwater@example.com>', { name: 'High, water', address: 'highwater@example.com' }],
] as const)('e-mail is sent from %s', ([MAIL_FROM, from]) => {
  const SMTP_URL = 'smtps://us%40er:pa%3Ass@smtp.example.com:465'
  expect(readConfig({ SMTP_URL, MAIL_FROM }).mail).toEqual({ smtpUrl: SMTP_URL, from })
})

test('an empty variable is an unset one', () => {
  expect(readConfig({ PORT: '', APP_URL: '', DATABASE_URL: '', API_RATE_LIMIT: '' })).toEqual(readConfig({}))
})

test('the address follows the port, and loses its trailing slash', () => {
  expect(readConfig({ PORT: '8080' }).appUrl).toBe('http://127.0.0.1:8080')
  expect(readConfig({ APP_URL: 'https://highwater.example.com/' }).appUrl).toBe('https://highwater.example.com')
})

test('callback hosts are separated by commas; * is any', () => {
  expect(readConfig({ CALLBACK_HOSTS: 'Logic.Azure.com , example.com' }).callbackHosts).toEqual([
    'logic.azure.com',
    'example.com',
  ])
  expect(readConfig({ CALLBACK_HOSTS: '*' }).callbackHosts).toEqual(['*'])
})

describe('a wrong setting is refused in one line that names it', () => {
  test.for<[string, string, Record<string, string>?]>([
    ['PORT', 'eighty'],
    ['PORT', '0'],
    ['PORT', '65536'],
    ['PORT', '80.5'],
    ['APP_URL', 'highwater.example.com'],
    ['APP_URL', 'https://highwater.example.com/path'],
    ['APP_URL', 'ftp://highwater.example.com'],
    ['APP_URL', 'https://user@highwater.example.com'],
    ['APP_URL', 'https://highwater.example.com/?a=b'],
    ['DATABASE_URL', 'mysql://db/highwater'],
    ['SECRET_KEY', 'short', DATABASE],
    ['SECRET_KEY', Buffer.alloc(31).toString('base64')],
    ['ADMIN_EMAIL', 'admin', { ADMIN_PASSWORD: 'correct horse' }],
    ['ADMIN_PASSWORD', 'elevenchars', { ADMIN_EMAIL: 'admin@contoso.example' }],
    ['ADMIN_API_KEY', 'x'.repeat(31)],
    ['SAMPLE_DATA', 'yes'],
    ['CALLBACK_HOSTS', 'https://example.com'],
    ['CALLBACK_HOSTS', 'example.com/path'],
    ['CALLBACK_ALLOW_PRIVATE', '1'],
    ['SMTP_URL', 'smtp.example.com', MAIL],
    ['SMTP_URL', 'https://smtp.example.com', MAIL],
    ['SMTP_URL', 'smtp://smtp.example.com/path', MAIL],
    ['SMTP_URL', 'smtp://', MAIL],
    ['MAIL_FROM', 'nobody', { SMTP_URL: 'smtp://localhost' }],
    ['MAIL_FROM', 'A <a@example.com>, B <b@example.com>', { SMTP_URL: 'smtp://localhost' }],
    ['MAIL_FROM', 'A\r\nBcc: b@example.com <a@example.com>', { SMTP_URL: 'smtp://localhost' }],
    ['FLOW_SIMULATOR', 'true'],
    ['FLOW_SIMULATOR', 'https://127.0.0.1:3100'],
    ['FLOW_SIMULATOR', 'http://127.0.0.1:3100/flows'],
    ['API_RATE_LIMIT', '-1'],
    ['API_RATE_LIMIT', 'none'],
    ['API_RATE_LIMIT', '1.5'],
  ])('%s=%s', ([name, value, others = {}]) => {
    const refusal = messageOf({ ...others, [name]: value })
    expect(refusal).toMatch(new RegExp(`^${name} `))
    expect(refusal).not.toContain('\n')
  })
})

describe('a missing setting is named', () => {
  test.for<[string, Record<string, string>]>([
    ['SECRET_KEY', { DATABASE_URL: 'postgresql://db/highwater' }],
    ['ADMIN_PASSWORD', { ADMIN_EMAIL: 'admin@contoso.example' }],
    ['ADMIN_EMAIL', { ADMIN_PASSWORD: 'correct horse battery' }],
    ['SMTP_URL', MAIL],
    ['MAIL_FROM', { SMTP_URL: 'smtp://localhost' }],
    ['AZURE_AD_TENANT_ID', { AZURE_AD_CLIENT_ID: 'a', AZURE_AD_CLIENT_SECRET: 'b' }],
  ])('%s', ([name, given]) => {
    expect(messageOf(given)).toMatch(new RegExp(`^${name} is (missing|required)`))
  })
})

test('a refusal does not repeat a secret', () => {
  expect(messageOf({ ADMIN_API_KEY: 'hunter2' })).not.toContain('hunter2')
  expect(messageOf({ ...MAIL, SMTP_URL: 'imap://me:hunter2@smtp.example.com' })).not.toContain('hunter2')
  expect(messageOf({ SECRET_KEY: 'hunter2' })).not.toContain('hunter2')
})

function messageOf(environment: Record<string, string>): string {
  try {
    readConfig(environment as NodeJS.ProcessEnv)
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('nothing was refused')
}
