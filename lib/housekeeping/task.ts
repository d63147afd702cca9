/** Something that is looked after from time to time, by one worker at a time. What it does must bear repeating. */
export type Task = {
  /** Letters and hyphens; names its queue. */
  name: string
  /** When: five cron fields, UTC. */
  cron: string
  /** A task that takes long works in bounded transactions, and ends between them once `stop` is aborted. */
  run(given: { now: Date; stop: AbortSignal }): Promise<void>
}
