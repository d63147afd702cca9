import { filesProcess } from '#lib/insights/files/process.ts'
import { customerDataFolder } from '#lib/insights/folders.ts'
import { runJobs } from '#lib/insights/jobs/runner.ts'
import type { DataPort } from '#lib/insights/port.ts'

/** What befalls a worker of the tests: in a phase of a refresh it is gone, while its data is at work or once that has answered. */
export type Death = { phase: Phase; when: 'during' | 'after' }
export type Phase = 'ingestion' | 'map' | 'match' | 'merge' | 'measures' | 'segmentation'

const death: Death | undefined = JSON.parse(process.env.DEATH ?? 'null')

const port = filesProcess({ folder: customerDataFolder(), memoryMegabytes: 256, threads: 1 })

const die = () => process.kill(process.pid, 'SIGKILL')

async function mortal<T>(phase: Phase, work: () => Promise<T>): Promise<T> {
  if (phase !== death?.phase) return work()
  const answer = work()
  if (death.when === 'during') setImmediate(die)
  await answer.catch(() => undefined)
  die()
  return answer
}

const faulty: DataPort = {
  ...port,
  ingest: (source, signal) => mortal('ingestion', () => port.ingest(source as never, signal)),
  unify: (step, signal) => mortal(step.phase, () => port.unify(step, signal)),
  evaluate: (tables, evaluations, signal) =>
    mortal(evaluations[0]?.kind === 'count' ? 'segmentation' : 'measures', () =>
      port.evaluate(tables as never, evaluations, signal),
    ),
}

await runJobs(faulty, { leaseMs: 2_500, pollMs: 100, taskTimeoutMs: 60_000, slots: 1 })
process.send?.('ready')
