import { play } from '#bin/demo/play.ts'
import { aside, failure, success } from '#bin/demo/tell.ts'
import { onEnd } from '#bin/lifecycle.ts'

// The main job end to end: a flow subscribes, real files are refreshed, a threshold is crossed, the flow hears of it.
// Everything is thrown away afterwards. Ends with 0 only if exactly the right callbacks arrived.

const begun = Date.now()
const interrupted = new Promise<never>((_, reject) => onEnd(() => reject(new Error('Stopped before the end.'))))
const stage = new AsyncDisposableStack()

try {
  const arrivals = await Promise.race([play(stage), interrupted])
  success(`Exactly the right ${arrivals.length} callbacks arrived, each once and signed.`)
  const times = arrivals.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b)
  aside(`From event to flow: ${times[0]} to ${times.at(-1)} ms, half of them within ${times[times.length >> 1]} ms.`)
  aside(
    "Counted from the event's time, taken just before its transaction commits, to the flow's first node, on one clock.",
  )
  aside(`The whole demo took ${Math.round((Date.now() - begun) / 1000)} s.`)
} catch (error) {
  failure((error as Error).message)
  process.exitCode = 1
} finally {
  await stage.disposeAsync()
}
process.exit()
