import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { expect } from 'vitest'
import { config } from '#lib/config.ts'
import { forget } from '#lib/remember.ts'
import { simulatorServer } from '#lib/simulator/server.ts'
import { request } from '#tests/support/api.ts'

type Hook = { trigger?: string; parameters?: object }

/** The flow simulator on loopback, switched on for the calling file, with what a flow engine and its user would do. */
export async function startSimulator() {
  const server = simulatorServer(2_000).listen(0, '127.0.0.1')
  await once(server, 'listening')
  process.env.FLOW_SIMULATOR = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  forget('config')
  return {
    origin: process.env.FLOW_SIMULATOR,
    async flow(
      instanceId: string,
      behaviour = 'accepts',
      { trigger = 'full-refresh-completed', parameters }: Hook = {},
    ) {
      const manage = `${config().appUrl}/api/v1/instances/${instanceId}/manage`
      const { json } = await request('POST', `${manage}/simulatedFlows`, { json: { behaviour } })
      const address = `${manage}/simulatedFlows/${json.flowId}`
      const subscribed = await request('POST', `${manage}/hooks/${trigger}`, {
        json: { notificationUrl: json.notificationUrl, ...parameters },
      })
      expect(subscribed.status).toBe(201)
      const hook = `${manage}/hooks/${subscribed.json.id}`
      return {
        flowId: json.flowId as string,
        url: json.notificationUrl as string,
        hookId: subscribed.json.id as string,
        secret: subscribed.json.secret as string,
        test: () => request('POST', `${hook}/test`),
        hook: async () => (await request('GET', hook)).json,
        behave: (behaviour: string) => request('PATCH', address, { json: { behaviour } }),
        read: () => request('GET', address),
        remove: () => request('DELETE', address),
        /** Waits for so many calls. @returns them, the newest first */
        async has(count: number) {
          const calls = async () => (await request('GET', address)).json.calls
          await expect.poll(async () => (await calls()).length, { timeout: 15_000 }).toBe(count)
          return calls()
        },
      }
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
