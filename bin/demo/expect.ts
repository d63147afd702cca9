import type { Arrival, Event } from '#bin/demo/callbacks.ts'
import { arrival } from '#bin/demo/tell.ts'

/** Prints what arrived. @throws Error unless it is exactly what was expected, in whatever order */
export function expectArrivals(arrivals: Arrival[], expected: object[]): Arrival[] {
  for (const { event, milliseconds, runId } of arrivals) arrival(event.eventType, about(event), milliseconds, runId)
  const missing = expected.filter(fields => !arrivals.some(({ event }) => has(event, fields)))
  const [first] = missing
  if (first) throw new Error(`this callback did not arrive: ${JSON.stringify(first)}`)
  if (arrivals.length > expected.length) {
    throw new Error(`${arrivals.length} callbacks arrived where ${expected.length} were expected`)
  }
  return arrivals
}

const has = (event: Event, fields: object) => Object.entries(fields).every(([name, value]) => event[name] === value)

function about(event: Event): string {
  const { segmentDisplayName, previousValue, currentValue, threshold, dataSourceName, rows, errorMessage } = event
  if (segmentDisplayName)
    return `${segmentDisplayName}: ${previousValue} → ${currentValue} members, threshold ${threshold}`
  return errorMessage ? `${dataSourceName}: ${errorMessage}` : `${dataSourceName}: ${rows} rows`
}
