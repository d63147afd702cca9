import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { config } from '#lib/config.ts'
import { call } from '#tests/support/call.ts'

type Sent = Omit<Parameters<typeof call>[3] & object, 'params'>
type Method = Parameters<typeof call>[1]

/** Calls the API by an absolute address, as somebody outside does: finds the route in the folder `app` as Next does. */
export async function request(method: Method, address: string, sent: Sent = {}) {
  const { origin, pathname, search } = new URL(address)
  if (origin !== config().appUrl) throw new Error(`${address} is not an address of this deployment`)
  const found = routeOf(pathname.split('/').filter(Boolean).map(decodeURIComponent))
  if (!found) throw new Error(`no route answers ${pathname}`)
  const route = await import(/* @vite-ignore */ resolve('app', found.folder, 'route.ts'))
  return call(route, method, `${pathname}${search}`, { ...sent, params: found.params })
}

type Found = { folder: string; params: Record<string, string> }

/** The folder of a route: a literal name before one in brackets. */
export function routeOf(segments: string[], folder = ''): Found | undefined {
  const [segment, ...rest] = segments
  if (segment === undefined) return existsSync(join('app', folder, 'route.ts')) ? { folder, params: {} } : undefined
  const literal = existsSync(join('app', folder, segment)) && routeOf(rest, join(folder, segment))
  if (literal) return literal
  for (const name of bracketed(folder)) {
    const found = routeOf(rest, join(folder, `[${name}]`))
    if (found) return { folder: found.folder, params: { ...found.params, [name]: segment } }
  }
  return undefined
}

const bracketed = (folder: string) =>
  readdirSync(join('app', folder)).flatMap(name => name.match(/^\[(\w+)\]$/)?.[1] ?? [])
