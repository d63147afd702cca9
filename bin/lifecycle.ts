const DRAIN_MS = 8000
const PARENT_CHECK_MS = 1000

/** Calls back on SIGTERM, on SIGINT, and when who started this process is gone: its supervisor, or npm. */
export function onEnd(end: () => void) {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, end)
  if (process.connected) process.on('disconnect', end)
  else if (process.env.npm_lifecycle_event) onParentDeath(end)
}

// A killed npm tells nobody; what it started then belongs to another process.
function onParentDeath(end: () => void) {
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) end()
  }, PARENT_CHECK_MS).unref()
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
