import { randomBytes } from 'node:crypto'
import { type Child, freePort, startChild } from '#bin/demo/child.ts'
import { until } from '#bin/demo/until.ts'

export type Product = Child & {
  url: string
  /** Calls the API with the deployment's key. @throws Error with the problem where the answer is none of 2xx. */
  api<T>(
    method: 'GET' | 'POST' | 'PATCH' | 'PUT',
    path: string,
    body?: unknown,
  ): Promise<{ status: number; location: string; json: T }>
}

// What the demo does not set is empty: neither the caller's settings nor a .env file reach its product.
const SETTINGS = [
  'APP_URL',
  'DATABASE_URL',
  'SECRET_KEY',
  'ADMIN_EMAIL',
  'ADMIN_PASSWORD',
  'CALLBACK_HOSTS',
  'API_RATE_LIMIT',
  'AZURE_AD_CLIENT_ID',
  'AZURE_AD_CLIENT_SECRET',
  'AZURE_AD_TENANT_ID',
]

/** Starts the product as `npm start` does, on a data folder and a port of its own. */
export async function startProduct(dataDir: string, onStep: (step: string) => unknown): Promise<Product> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const key = randomBytes(24).toString('hex')
  const env = {
    ...process.env,
    ...Object.fromEntries(SETTINGS.map(name => [name, ''])),
    PORT: String(port),
    HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    SAMPLE_DATA: 'false',
    CALLBACK_ALLOW_PRIVATE: 'true',
    FLOW_SIMULATOR: `http://127.0.0.1:${await freePort()}`,
    ADMIN_API_KEY: key,
    LOG_LEVEL: 'error',
  }
  const child = startChild('The product', 'bin/start.ts', [], env, line => line.endsWith('…') && onStep(line))
  return {
    ...child,
    url,
    async api(method, path, body) {
      const response = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: { 'X-API-Key': key, 'Content-Type': 'application/json' },
        body: body === undefined ? undefined : JSON.stringify(body),
      })
      const json = await response.json()
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${json.detail}`)
      return { status: response.status, location: response.headers.get('location') ?? '', json }
    },
  }
}

export const serves = (product: Product) =>
  until('The start of the product', 110, async () => {
    product.checkAlive()
    const health = await fetch(`${product.url}/api/health`).catch(() => undefined)
    return health?.ok
  })
