import { database, transaction } from '#lib/database/client.ts'
import { beginNext } from '#lib/insights/jobs/begin.ts'
import { CANCELLED } from '#lib/insights/jobs/cancel.ts'
import { type Claim, holdJob } from '#lib/insights/jobs/claim.ts'
import { endJob } from '#lib/insights/jobs/end.ts'
import { nextTasks, operationOf } from '#lib/insights/jobs/group.ts'
import { type Interruption, perform, settle } from '#lib/insights/jobs/run-group.ts'
import type { DataPort } from '#lib/insights/port.ts'

const MAX_STARTS = 3
const GIVEN_UP = `The worker stopped ${MAX_STARTS} times while this ran; see its log.`

/**
 * Runs what is left of a job, group after group, and ends it. Every step is a transaction that holds the job, so that a
 * worker may die at any line and the next one goes on where it was.
 * @param signal aborted with an Interruption @returns false where it was interrupted so that another worker goes on
 * @throws LeaseLost
 */
export async function runJob(
  claim: Claim,
  port: DataPort,
  taskTimeoutMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  if (claim.starts > MAX_STARTS) {
    await giveUp(claim, port)
    return true
  }
  for (;;) {
    if (isHandOver(signal)) return false
    const group = await beginNext(claim, port)
    if (!group) break
    if (group.tasks.length === 0) continue
    const outcome = await perform(group, taskTimeoutMs, signal)
    if (outcome === 'stopping' || outcome === 'leaseLost') return false
    await settle(claim, group, outcome)
  }
  await transaction(async tx => {
    const job = await holdJob(tx, claim)
    await endJob(tx, claim.instance, job, job.cancelledAt ? { status: 'aborted', error: CANCELLED } : undefined)
  })
  return true
}

const isHandOver = ({ aborted, reason }: AbortSignal) => aborted && reason !== ('cancelled' satisfies Interruption)

/** Ends a job that its workers do not survive: the tasks at which they died have failed, and the rest is skipped. */
async function giveUp(claim: Claim, port: DataPort) {
  const job = await transaction(tx => holdJob(tx, claim))
  const all = await database().refreshTask.findMany({ where: { jobId: job.id }, orderBy: { position: 'asc' } })
  const next = nextTasks(all)
  const begun = next.filter(({ status }) => status === 'running')
  const tasks = begun.length > 0 ? begun : next.slice(0, 1)
  const [first] = tasks
  if (first) {
    const run = { instance: claim.instance, job, port }
    await settle(claim, { run, operation: operationOf(first), tasks }, { status: 'failed', error: GIVEN_UP })
  }
  await transaction(async tx => {
    const held = await holdJob(tx, claim)
    await endJob(tx, claim.instance, held, { status: 'skipped', error: 'The job was given up before it.' })
  })
}
