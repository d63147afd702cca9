import { readFileSync } from 'node:fs'

const DRAIN_MS = 8000
const PARENT_CHECK_MS = 250

/** Calls back on SIGTERM, on SIGINT, and when who started this process is gone: its supervisor, or npm. */
export function onEnd(end: () => void) {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, end)
  if (process.connected) process.on('disconnect', end)
  else if (process.env.npm_lifecycle_event) onParentDeath(end)
}

// An npm that ends, or is killed, tells nobody; what it started then belongs to another process.
function onParentDeath(end: () => void) {
  const before = ancestry()
  setInterval(() => {
    if (ancestry() !== before) end()
  }, PARENT_CHECK_MS).unref()
}

/** The parent and, where that is the shell that npm runs scripts in, npm. */
function ancestry(): string {
  const parent = process.ppid
  try {
    // Linux: "pid (name) state ppid …". Elsewhere the shell has become this process, and npm is its parent.
    const [, name, grandparent] = readFileSync(`/proc/${parent}/stat`, 'utf8').match(/\((.*)\) \S (\d+)/) ?? []
    return name === 'sh' ? `${parent} ${grandparent}` : `${parent}`
  } catch {
    return `${parent}`
  }
}

/**
 * Says that this process serves, and ends it in order when the time comes: `drain` finishes what is open; after eight
 * seconds the process ends without it.
 */
export function serving(drain: () => Promise<void>) {
  let ending = false
  onEnd(() => {
    if (ending) return
    ending = true
    setTimeout(() => process.exit(0), DRAIN_MS).unref()
    drain().then(
      () => process.exit(0),
      error => {
        console.error(error)
        process.exit(1)
      },
    )
  })
  process.send?.('serving')
}
