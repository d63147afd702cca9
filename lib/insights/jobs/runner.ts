import { type Claim, claimJob, LeaseLost, releaseJob, renewLease } from '#lib/insights/jobs/claim.ts'
import type { Interruption } from '#lib/insights/jobs/run-group.ts'
import { runJob } from '#lib/insights/jobs/run-job.ts'
import { listenForWakeUps } from '#lib/insights/jobs/wake.ts'
import type { DataPort } from '#lib/insights/port.ts'
import { log } from '#lib/log.ts'

export type RunnerSettings = {
  /** A worker that has died is noticed after this. */
  leaseMs: number
  /** How often a worker looks for jobs whose wake-up was lost, or that waited for another. */
  pollMs: number
  taskTimeoutMs: number
  /** How many jobs run at once, each of another instance. */
  slots: number
}

/** Runs refresh jobs in this process until stopped; what then runs is handed over. */
export async function runJobs(port: DataPort, settings: RunnerSettings): Promise<{ stop(): Promise<void> }> {
  const stopping = new AbortController()
  const bell = new Bell()
  const wakeUps = await listenForWakeUps(() => bell.ring())
  const slots = Array.from({ length: settings.slots }, () => runSlot(port, settings, stopping.signal, bell))
  return {
    async stop() {
      stopping.abort('stopping' satisfies Interruption)
      bell.ring()
      await Promise.all([...slots, wakeUps.stop()])
    },
  }
}

async function runSlot(port: DataPort, settings: RunnerSettings, stopping: AbortSignal, bell: Bell) {
  while (!stopping.aborted) {
    const rung = bell.next(settings.pollMs)
    try {
      const claim = await claimJob(settings.leaseMs)
      if (claim) await runClaimed(claim, port, settings, stopping)
      else await rung
    } catch (error) {
      // The lease of what was being run expires, and it is taken up again.
      log.error({ err: error }, 'a refresh was interrupted by an error')
      await rung
    }
  }
}

async function runClaimed(claim: Claim, port: DataPort, settings: RunnerSettings, stopping: AbortSignal) {
  const own = new AbortController()
  const interrupt = (reason: Interruption) => own.abort(reason)
  const heartbeat = setInterval(() => void beat(claim, settings.leaseMs, interrupt), settings.leaseMs / 10)
  try {
    const ended = await runJob(claim, port, settings.taskTimeoutMs, AbortSignal.any([stopping, own.signal]))
    if (!ended && stopping.aborted) await releaseJob(claim)
  } catch (error) {
    if (!(error instanceof LeaseLost)) throw error
    log.warn({ jobId: claim.jobId }, 'another worker has taken a refresh over')
  } finally {
    clearInterval(heartbeat)
  }
}

async function beat(claim: Claim, leaseMs: number, interrupt: (reason: Interruption) => void) {
  try {
    const { cancelled } = await renewLease(claim, leaseMs)
    if (cancelled) interrupt('cancelled')
  } catch (error) {
    if (error instanceof LeaseLost) interrupt('leaseLost')
    else log.warn({ err: error, jobId: claim.jobId }, 'could not extend the lease of a refresh')
  }
}

/** Wakes all who wait when it rings. */
class Bell {
  #ringing = Promise.withResolvers<void>()

  ring() {
    this.#ringing.resolve()
    this.#ringing = Promise.withResolvers()
  }

  /** Settles with the next ring, or after a time; taken before looking, so that no ring in between is missed. */
  next(milliseconds: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, milliseconds)
    void this.#ringing.promise.then(() => {
      clearTimeout(timer)
      resolve()
    })
    return promise
  }
}
