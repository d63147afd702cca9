import { expect } from '@playwright/test'

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/** The API of a product that runs, called with the key of the deployment; an answer that is no success fails the test. */
export function productApi({ url, adminKey }: { url: string; adminKey: string }) {
  // biome-ignore lint/suspicious/noExplicitAny: tests assert what is in it
  return async (method: Method, path: string, body?: unknown): Promise<any> => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { 'X-API-Key': adminKey, 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    const text = await answer.text()
    expect(answer.status, `${method} ${path}: ${text}`).toBeLessThan(300)
    return text === '' ? undefined : JSON.parse(text)
  }
}
