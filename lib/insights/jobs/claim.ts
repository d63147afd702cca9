import { randomUUID } from 'node:crypto'
import { type Transaction, transaction } from '#lib/database/client.ts'
import { pool } from '#lib/database/pool.ts'
import type { RefreshJob } from '#prisma/generated/client.ts'

/** A job that is this worker's until the lease runs out without a heartbeat. */
export type Claim = { jobId: string; lease: string; starts: number; instance: { id: string; name: string } }

/** The lease is another's: whatever this worker still has in hand for the job may not be written. */
export class LeaseLost extends Error {}

// Held while claiming, so that no two workers begin two jobs of one instance.
const CLAIM_LOCK = 7_403_001

/**
 * Takes a job that waits, or whose worker has died. Jobs of an instance run in the order in which they were submitted: an
 * evaluation that is asked for after a refresh sees what the refresh brought. Times are the database's.
 */
export async function claimJob(leaseMs: number): Promise<Claim | undefined> {
  const lease = randomUUID()
  return transaction(async tx => {
    await tx.$executeRaw`select pg_advisory_xact_lock(${CLAIM_LOCK})`
    const rows = await tx.$queryRaw<{ id: string; starts: number; instanceId: string; instanceName: string }[]>`
      update refresh_job job set
        status = 'running', lease = ${lease}::uuid, lease_until = now() + make_interval(secs => ${leaseMs / 1000}),
        starts = job.starts + 1, started_at = coalesce(job.started_at, now())
      from instance where instance.id = job.instance_id and job.id = (
        select waiting.id from refresh_job waiting
        where waiting.status in ('queued', 'running') and coalesce(waiting.lease_until < now(), true) and not exists (
          select from refresh_job earlier
          where earlier.instance_id = waiting.instance_id and earlier.status in ('queued', 'running')
            and (earlier.submitted_at, earlier.id) < (waiting.submitted_at, waiting.id)
        )
        order by waiting.submitted_at, waiting.id limit 1
      )
      returning job.id, job.starts, instance.id as "instanceId", instance.name as "instanceName"`
    const job = rows[0]
    return job && { jobId: job.id, lease, starts: job.starts, instance: { id: job.instanceId, name: job.instanceName } }
  })
}

/** Extends the lease. @returns whether the job was cancelled meanwhile @throws LeaseLost */
export async function renewLease({ jobId, lease }: Claim, leaseMs: number): Promise<{ cancelled: boolean }> {
  const { rows } = await pool().query<{ cancelled: boolean }>(
    `update refresh_job set lease_until = now() + make_interval(secs => $3)
     where id = $1 and lease = $2 and status = 'running' returning cancelled_at is not null as cancelled`,
    [jobId, lease, leaseMs / 1000],
  )
  if (!rows[0]) throw new LeaseLost()
  return rows[0]
}

/** Reads the job and holds its row until the transaction ends: nothing is written for a job but under this. @throws LeaseLost */
export async function holdJob(tx: Transaction, { jobId, lease }: Claim): Promise<RefreshJob> {
  await tx.$executeRaw`select id from refresh_job where id = ${jobId}::uuid for update`
  const job = await tx.refreshJob.findFirst({ where: { id: jobId, lease, status: 'running' } })
  if (!job) throw new LeaseLost()
  return job
}

/** Gives a job back for another worker to resume; an orderly hand-over is no failed start. */
export async function releaseJob(claim: Claim) {
  await transaction(async tx => {
    const job = await holdJob(tx, claim)
    await tx.refreshTask.updateMany({ where: { jobId: job.id, status: 'running' }, data: { status: 'queued' } })
    await tx.refreshJob.update({
      where: { id: job.id },
      data: { status: 'queued', lease: null, leaseUntil: null, starts: { decrement: 1 } },
    })
  })
}
