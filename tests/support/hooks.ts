import { GET as getDelivery } from '#app/api/v1/instances/[instanceId]/manage/deliveries/[deliveryId]/route.ts'
import * as deliveriesRoute from '#app/api/v1/instances/[instanceId]/manage/deliveries/route.ts'
import * as hookRoute from '#app/api/v1/instances/[instanceId]/manage/hooks/[hookId]/route.ts'
import * as hooksRoute from '#app/api/v1/instances/[instanceId]/manage/hooks/route.ts'
import type { Trigger } from '#lib/triggers/catalogue.ts'
import { call } from '#tests/support/call.ts'

const base = (instanceId: string) => `/api/v1/instances/${instanceId}/manage`

export const subscribeTo = (
  instanceId: string,
  trigger: Trigger | string,
  json: unknown,
  headers?: Record<string, string>,
) =>
  call(hookRoute, 'POST', `${base(instanceId)}/hooks/${trigger}`, {
    params: { instanceId, hookId: trigger },
    json,
    headers,
  })

export const hook = (
  method: 'GET' | 'PATCH' | 'DELETE',
  instanceId: string,
  hookId: string,
  options: { json?: unknown; headers?: Record<string, string> } = {},
) => call(hookRoute, method, `${base(instanceId)}/hooks/${hookId}`, { params: { instanceId, hookId }, ...options })

export const hooks = (instanceId: string, query = '', headers?: Record<string, string>) =>
  call(hooksRoute, 'GET', `${base(instanceId)}/hooks${query}`, { params: { instanceId }, headers })

export const deliveries = (instanceId: string, query = '') =>
  call(deliveriesRoute, 'GET', `${base(instanceId)}/deliveries${query}`, { params: { instanceId } })

export const delivery = (instanceId: string, deliveryId: string, headers?: Record<string, string>) =>
  call({ GET: getDelivery }, 'GET', `${base(instanceId)}/deliveries/${deliveryId}`, {
    params: { instanceId, deliveryId },
    headers,
  })
