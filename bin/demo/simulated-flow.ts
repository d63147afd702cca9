import type { Environment } from '#bin/demo/environment.ts'
import type { Product } from '#bin/demo/product.ts'
import type { Behaviour } from '#lib/simulator/behaviours.ts'
import type { SimulatedCallView, SimulatedFlowView } from '#lib/simulator/flows.ts'

type Shown = SimulatedFlowView & { calls: SimulatedCallView[] }

/** A flow of the product's own simulator, as its maker would handle it. */
export class SimulatedFlow {
  readonly url: string
  readonly #product: Product
  readonly #path: string

  private constructor(product: Product, path: string, url: string) {
    this.#product = product
    this.#path = path
    this.url = url
  }

  static async make(product: Product, { id }: Environment, behaviour: Behaviour): Promise<SimulatedFlow> {
    const path = `/instances/${id}/manage/simulatedFlows`
    const { json } = await product.api<SimulatedFlowView>('POST', path, { behaviour })
    if (!json.notificationUrl) throw new Error('the simulated flow has no address')
    return new SimulatedFlow(product, `${path}/${json.flowId}`, json.notificationUrl)
  }

  async behave(behaviour: Behaviour) {
    await this.#product.api('PATCH', this.#path, { behaviour })
  }

  async read(): Promise<Shown> {
    return (await this.#product.api<Shown>('GET', this.#path)).json
  }
}
