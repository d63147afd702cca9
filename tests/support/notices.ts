import * as readRoute from '#app/api/v1/instances/[instanceId]/manage/notices/read/route.ts'
import * as noticesRoute from '#app/api/v1/instances/[instanceId]/manage/notices/route.ts'
import { GET as getSummary } from '#app/api/v1/instances/[instanceId]/manage/notices/summary/route.ts'
import { database } from '#lib/database/client.ts'
import type { NoticeView } from '#lib/notices/view.ts'
import type { StatusReason } from '#lib/subscriptions/status-reason.ts'
import type { HookStatus, Person } from '#prisma/generated/client.ts'
import { call } from '#tests/support/call.ts'
import { subscribeTo } from '#tests/support/hooks.ts'
import { sessionOf } from '#tests/support/session.ts'

const base = (instanceId: string) => `/api/v1/instances/${instanceId}/manage/notices`

/** What the API answers a person, or the deployment's key where nobody is named. */
export async function noticesOf(instanceId: string, person?: Person, query = '') {
  const headers = person && (await sessionOf(person))
  const { json } = await call(noticesRoute, 'GET', base(instanceId) + query, { params: { instanceId }, headers })
  return json as { value: NoticeView[]; '@odata.nextLink'?: string }
}

export async function unreadOf(instanceId: string, person: Person): Promise<number> {
  const headers = await sessionOf(person)
  const { json } = await call({ GET: getSummary }, 'GET', `${base(instanceId)}/summary`, {
    params: { instanceId },
    headers,
  })
  return json.unread
}

export async function readNotices(instanceId: string, person: Person | undefined, json: unknown) {
  const headers = person && (await sessionOf(person))
  return call(readRoute, 'POST', `${base(instanceId)}/read`, { params: { instanceId }, headers, json })
}

/** A subscription of a person, or of the deployment where nobody is named; its callback has a secret in its address. */
export async function subscribeAs(instanceId: string, person?: Person, host = '127.0.0.1'): Promise<string> {
  const address = { notificationUrl: `https://${host}/workflows/1?sig=very-secret` }
  const headers = person && (await sessionOf(person))
  const { json } = await subscribeTo(instanceId, 'full-refresh-completed', address, headers)
  return json.id
}

/** Changes the status as a worker would: past everything in TypeScript. */
export async function becomes(subscriptionId: string, status: HookStatus, reason: StatusReason | string | null = null) {
  await database().$executeRaw`
    update subscription set status = ${status}::hook_status, status_reason = ${reason} where id = ${subscriptionId}::uuid`
}

/** As if all that was told had been told so much earlier. */
export async function timePasses(minutes: number) {
  await database().$executeRaw`
    update notice set at = at - ${minutes} * interval '1 minute', ended_at = ended_at - ${minutes} * interval '1 minute'`
  await database().$executeRaw`
    update notice_recipient set mail_at = mail_at - ${minutes} * interval '1 minute', mailed_at = mailed_at - ${minutes} * interval '1 minute'`
}
