import { writeFileSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { SqlRefused } from '#lib/insights/sandbox/allowed.ts'
import type { Answer, Job } from '#lib/insights/sandbox/messages.ts'
import { run } from '#lib/insights/sandbox/run.ts'

// The process behind runSandboxed: one statement, one answer, and it ends. Also with its parent.

setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})
process.on('disconnect', () => process.exit())

process.on('message', async (job: Job) => {
  limitMemory(job.limits.memoryMegabytes)
  const answer = await run(job).catch(explain)
  process.send?.(answer, () => process.kill(process.pid, 'SIGKILL'))
})

/** What this process takes besides what DuckDB accounts for. */
const OWN_MEGABYTES = 300

/** DuckDB keeps no account of every text and list that a function makes: what takes too much is killed. */
function limitMemory(memoryMegabytes: number) {
  const most = (memoryMegabytes + OWN_MEGABYTES) * 2 ** 20
  setInterval(() => {
    if (process.memoryUsage.rss() > most) process.kill(process.pid, 'SIGKILL')
  }, 10)
  try {
    // Where the machine itself runs out before, Linux is to choose this process.
    writeFileSync('/proc/self/oom_score_adj', '1000')
  } catch {}
}

// They speak of the statement or of the data; anything else is for the log.
const OF_THE_STATEMENT =
  /^(Parser|Binder|Catalog|Conversion|Out of Range|Invalid Input|Invalid|Out of Memory|Not implemented|Permission|Syntax)\b.*?Error/

function explain(error: unknown): Answer {
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof SqlRefused) return { refused: message }
  return OF_THE_STATEMENT.test(message) ? { refused: message.split('\n')[0] ?? message } : { failed: message }
}
