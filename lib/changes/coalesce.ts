/**
 * Passes a value on at once, and while it keeps coming once per interval; the last one is never swallowed.
 * @returns `pass` takes the values, `stop` forgets what is waiting
 */
export function coalesce<Value>(send: (value: Value) => void, intervalMs: number) {
  const timers = new Map<Value, NodeJS.Timeout>()
  const again = new Set<Value>()

  function pass(value: Value) {
    if (timers.has(value)) {
      again.add(value)
      return
    }
    send(value)
    const settle = () => {
      timers.delete(value)
      if (again.delete(value)) pass(value)
    }
    timers.set(value, setTimeout(settle, intervalMs))
  }

  const stop = () => {
    for (const timer of timers.values()) clearTimeout(timer)
  }
  return { pass, stop }
}
