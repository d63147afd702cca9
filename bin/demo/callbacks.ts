import { Webhook } from 'standardwebhooks'
import type { Callback, FlowEngine } from '#bin/demo/flow-engine.ts'
import type { Product } from '#bin/demo/product.ts'
import { until } from '#bin/demo/until.ts'

/** An event as a flow receives it; which fields beside these it has depends on its type. */
export type Event = { eventType: string; occurredAt: string; [field: string]: unknown }
export type Arrival = { event: Event; milliseconds: number; runId: string }

type Delivery = { id: string; status: string }

/** Reads the callbacks that came since the last time, and holds them against what the product says it delivered. */
export class Callbacks {
  readonly #product: Product
  readonly #engine: FlowEngine
  readonly #deliveries: string
  readonly #secrets = new Map<string, string>()
  #seen = 0

  constructor(product: Product, engine: FlowEngine, instanceId: string) {
    this.#product = product
    this.#engine = engine
    this.#deliveries = `/instances/${instanceId}/manage/deliveries?$top=1000`
  }

  /** The secret that signs the callbacks for a trigger. */
  expectSigned(trigger: string, secret: string) {
    this.#secrets.set(trigger, secret)
  }

  /**
   * Waits until every delivery there is has been made. What caused them has committed, so no more can come.
   * @throws Error where the flow has not what was delivered: each once, and signed
   */
  async next(): Promise<Arrival[]> {
    const deliveries = await until('The delivery of every callback', 30, async () => {
      const { json } = await this.#product.api<{ value: Delivery[] }>('GET', this.#deliveries)
      return json.value.every(({ status }) => status === 'delivered') && json.value
    })
    const received = await this.#engine.received()
    const ids = new Set(received.map(({ headers }) => headers['webhook-id']))
    if (received.length !== deliveries.length || !deliveries.every(({ id }) => ids.has(id))) {
      throw new Error(`${deliveries.length} callbacks were delivered, and the flow has ${received.length}`)
    }
    const news = received.slice(this.#seen)
    this.#seen = received.length
    return news.map(callback => this.#read(callback))
  }

  #read({ body, headers, receivedAt, runId }: Callback): Arrival {
    const { eventType } = JSON.parse(body) as Event
    const event = new Webhook(this.#secrets.get(eventType) ?? '').verify(body, headers) as Event
    return { event, runId, milliseconds: receivedAt - Date.parse(event.occurredAt) }
  }
}
