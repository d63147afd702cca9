import pg from 'pg'
import { serving } from '#bin/lifecycle.ts'
import { closePool, pool } from '#lib/database/pool.ts'
import { startDispatcher } from '#lib/deliveries/dispatcher.ts'
import { randomFrom } from '#tests/support/random.ts'

/** What befalls a worker of the tests; the product's own knows nothing of it. */
export type Faults = {
  /** It is gone at the `time`th statement of this name: before it is sent, while it is under way, or once it is answered. */
  dies?: { at: string; time: number; when: 'before' | 'during' | 'after' }
  /** How far its clock is off, from its `jumpsAfter`th statement on. */
  clock?: { offMs: number; jumpsAfter: number }
  /** Notifications are lost and doubled, by this seed. */
  mishears?: number
}

const { dies, clock, mishears }: Faults = JSON.parse(process.env.FAULTS ?? '{}')

let statements = 0
let met = 0

if (clock) {
  const right = Date.now
  const now = () => right() + (statements >= clock.jumpsAfter ? clock.offMs : 0)
  globalThis.Date = class extends Date {
    static override now = now
    constructor(given?: number | string | Date) {
      super(given ?? now())
    }
  } as DateConstructor
}

if (mishears !== undefined) {
  const random = randomFrom(mishears)
  const { emit } = pg.Client.prototype
  pg.Client.prototype.emit = function (event: string, ...args: unknown[]) {
    for (let times = event === 'notification' ? random(0, 2) : 1; times > 0; times--) emit.call(this, event, ...args)
    return true
  }
}

const die = () => process.kill(process.pid, 'SIGKILL')

const db = new Proxy(pool(), {
  get(target, property) {
    if (property !== 'query') return Reflect.get(target, property, target)
    return async (statement: pg.QueryConfig | string, values?: unknown[]) => {
      const { name = '', text } = typeof statement === 'string' ? { text: statement } : statement
      statements += 1
      const isHere = dies && (name || text).includes(dies.at) && ++met === dies.time
      process.send?.({ statement: name || text })
      if (isHere && dies.when === 'before') die()
      const answer = target.query(statement as string, values)
      if (isHere && dies.when === 'during') setImmediate(die)
      await answer.catch(() => undefined)
      if (isHere) die()
      return answer
    }
  },
})

const dispatcher = await startDispatcher(db)
serving(async () => {
  await dispatcher.stop()
  await closePool()
})
