import { timingSafeEqual } from 'node:crypto'
import { keyedHash } from '#lib/secrets/keys.ts'

/**
 * Path and query of a simulated flow's callback address, of the shape that a flow engine gives: the query is signed, so it
 * must come back byte for byte.
 */
export function flowPath(flowId: string): string {
  const id = flowId.replaceAll('-', '')
  const signature = keyedHash(`simulated flow ${flowId}`).toString('base64url')
  return `/workflows/${id}/triggers/manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=${signature}`
}

/** The flow that a path names, whether or not there is one. */
export function flowIdOf(path: string): string | undefined {
  const match = path.match(/^\/workflows\/(.{8})(.{4})(.{4})(.{4})(.{12})\/triggers\/manual\/paths\/invoke(\?|$)/)
  const id = match?.slice(1, 6).join('-')
  return id && /^[0-9a-f-]{36}$/.test(id) ? id : undefined
}

/** Whether the address is exactly the one that was given out. */
export function isAuthorised(path: string, flowId: string): boolean {
  const [given, expected] = [Buffer.from(path), Buffer.from(flowPath(flowId))]
  return given.length === expected.length && timingSafeEqual(given, expected)
}
