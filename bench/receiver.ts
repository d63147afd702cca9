import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

// A receiver in a process of its own, started by a benchmark: it accepts everything at once and notes when.

/** Where the event's id stands in a callback: `{"id":"…`. */
const ID = { start: 7, end: 43 }

/** Event ids, and nanoseconds of the clock that all processes of the machine share. */
export type Receipts = { ids: string[]; times: bigint[] }

let receipts: Receipts = { ids: [], times: [] }

const server = createServer((request, response) => {
  const time = process.hrtime.bigint()
  let isFirst = true
  request.on('data', (chunk: Buffer) => {
    if (!isFirst) return
    isFirst = false
    receipts.ids.push(chunk.toString('latin1', ID.start, ID.end))
    receipts.times.push(time)
  })
  request.on('end', () => response.writeHead(202).end())
})

server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
process.on('message', message => {
  if (message === 'count') process.send?.(receipts.ids.length)
  else {
    process.send?.(receipts)
    receipts = { ids: [], times: [] }
  }
})
process.on('disconnect', () => process.exit(0))
