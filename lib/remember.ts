const holder = globalThis as { highwater?: Map<string, unknown> }
holder.highwater ??= new Map()
const values = holder.highwater

/** One value per process. Next bundles pages and route handlers apart, so a module-level value would exist several times. */
export function remember<T>(name: string, create: () => T): T {
  if (!values.has(name)) values.set(name, create())
  return values.get(name) as T
}

/** Takes a remembered value out again, for an orderly shutdown. */
export function forget<T>(name: string): T | undefined {
  const value = values.get(name) as T | undefined
  values.delete(name)
  return value
}
