import { CHANGES_CHANNEL, type Change } from '#lib/changes/notify.ts'
import { listen } from '#lib/database/listen.ts'
import { remember } from '#lib/remember.ts'

/** `missed`: the connection was new or lost in between, so anything may have changed. */
type Listener = (change: Change | 'missed') => void

/**
 * Hears what any process has changed, from about now on. One connection per process serves all listeners; it is made
 * with the first and ended with the last.
 * @returns how to stop listening
 */
export function onChange(listener: Listener): () => void {
  const feed = remember('changes', createFeed)
  feed.add(listener)
  return () => feed.remove(listener)
}

function createFeed() {
  const listeners = new Set<Listener>()
  let connection: ReturnType<typeof listen> | undefined

  const tell = (change: Change | 'missed') => {
    for (const listener of listeners) listener(change)
  }

  return {
    add(listener: Listener) {
      listeners.add(listener)
      connection ??= listen(
        CHANGES_CHANNEL,
        payload => tell(JSON.parse(payload) as Change),
        () => tell('missed'),
      )
    },
    remove(listener: Listener) {
      listeners.delete(listener)
      if (listeners.size > 0) return
      void connection?.then(({ close }) => close())
      connection = undefined
    },
  }
}
