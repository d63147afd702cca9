const HEARTBEAT_MS = 15_000
const RECONNECT_MS = 2000
// A reader that is this far behind does not read; it reconnects when it does again.
const MAX_UNREAD = 100

type Begin = (send: (data: unknown) => void, end: () => void) => () => void

/**
 * Server-sent events until the reader goes away or `end` is called. A comment every 15 s keeps proxies from closing it.
 * @param begin starts sending, and returns how to stop
 */
export function eventStream(signal: AbortSignal, begin: Begin): Response {
  let finish = () => {}
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const encoder = new TextEncoder()
      const write = (text: string) => {
        if ((controller.desiredSize ?? 0) < -MAX_UNREAD) finish()
        else controller.enqueue(encoder.encode(text))
      }
      const heartbeat = setInterval(() => write(':\n\n'), HEARTBEAT_MS)
      let stop = () => {}
      let isOpen = true
      finish = () => {
        if (!isOpen) return
        isOpen = false
        clearInterval(heartbeat)
        stop()
        if (!signal.aborted) controller.close()
      }
      write(`retry: ${RECONNECT_MS}\n\n`)
      stop = begin(
        data => isOpen && write(`data: ${JSON.stringify(data)}\n\n`),
        () => finish(),
      )
      signal.addEventListener('abort', finish, { once: true })
    },
    cancel: () => finish(),
  })
  return new Response(body, {
    headers: {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    },
  })
}
