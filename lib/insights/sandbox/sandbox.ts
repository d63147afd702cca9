import { fork } from 'node:child_process'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { SqlRefused } from '#lib/insights/sandbox/allowed.ts'
import type { Answer, Job } from '#lib/insights/sandbox/messages.ts'

// Not beside import.meta.url: the web's bundle lies elsewhere, and the processes start in the project's folder.
const CHILD = join(/* turbopackIgnore: true */ process.cwd(), 'lib/insights/sandbox/child.ts')

/**
 * Runs a statement that somebody wrote, in a process of its own that sees the entities it names and nothing else, and
 * that is killed where it takes too long or too much.
 * @throws SqlRefused where the statement is at fault
 */
export async function runSandboxed(
  job: Job,
  signal?: AbortSignal,
): Promise<Exclude<Answer, { refused: string } | { failed: string }>> {
  signal?.throwIfAborted()
  if (job.sql.includes('\0')) throw new SqlRefused('It must not have the character NUL.')
  if (job.spillFolder) await mkdir(job.spillFolder, { recursive: true })
  try {
    const answer = await answered(job, signal)
    if ('refused' in answer) throw new SqlRefused(answer.refused)
    if ('failed' in answer) throw new Error(answer.failed)
    return answer
  } finally {
    if (job.spillFolder) await rm(job.spillFolder, { recursive: true, force: true })
  }
}

function answered(job: Job, signal: AbortSignal | undefined): Promise<Answer> {
  const child = fork(/* turbopackIgnore: true */ CHILD, [], {
    serialization: 'advanced',
    // No secrets, and nobody's home.
    env: { NODE_ENV: 'production' },
    execArgv: ['--max-old-space-size=256'],
  })
  const kill = () => child.kill('SIGKILL')
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    kill()
  }, job.limits.seconds * 1000)
  signal?.addEventListener('abort', kill, { once: true })
  let answer: Answer | undefined
  child.on('message', (message: Answer) => {
    answer = message
  })
  return new Promise<Answer>((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, ended) => {
      if (signal?.aborted) reject(signal.reason)
      else if (answer) resolve(answer)
      else if (isLate) resolve({ refused: `It took longer than the ${job.limits.seconds} seconds that it may take.` })
      else if (ended === 'SIGKILL')
        resolve({ refused: `It takes more than the ${job.limits.memoryMegabytes} MB of memory that it may have.` })
      else reject(new Error(`The process of a statement ended (${ended ?? `exit code ${code}`}) before it was done.`))
    })
    child.send(job, () => {})
  }).finally(() => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', kill)
  })
}
