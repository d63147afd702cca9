import type { GroupOperation, Operation } from '#lib/insights/jobs/operation.ts'

/** An operation whose tasks run one by one, as one whose groups have one task. */
export const single = (operation: Operation): GroupOperation => ({
  async begin(tx, run, [task]) {
    if (!task) return { skips: new Map(), work: nothing }
    const begun = await operation.begin(tx, { ...run, task })
    if ('skip' in begun) return { skips: new Map([[task.id, begun.skip]]), work: nothing }
    return {
      skips: new Map(),
      async work(signal) {
        const write = await begun.work(signal)
        return { failed: new Map(), write: async tx => new Map([[task.id, await write(tx)]]) }
      },
    }
  },
  fail: (tx, run, task, failure) => operation.fail(tx, { ...run, task }, failure),
  async cancel(tx, run, tasks) {
    for (const task of tasks) await operation.cancel(tx, { ...run, task })
  },
})

const nothing = async () => ({ failed: new Map(), write: async () => new Map() })
