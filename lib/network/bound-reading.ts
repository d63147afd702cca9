import type { Socket } from 'node:net'

const AT_FIRST_BYTES = 256 * 1024
/** A request has at least 500 bytes or so, and no answer that is wanted has more than a hundred times that. */
const PER_BYTE_SENT = 100

/**
 * Cuts a connection off on which far more comes than answers have. Bodies and headers are bounded where they are parsed;
 * this is for what a parser throws away and so never counts: informational answers, extensions of chunks.
 */
export function boundReading(socket: Socket) {
  const read = socket.read
  socket.read = size => {
    if (socket.bytesRead > AT_FIRST_BYTES + PER_BYTE_SENT * socket.bytesWritten) {
      socket.destroy(Object.assign(new Error('the receiver sends without end'), { code: 'ERR_ANSWER_TOO_LARGE' }))
      return null
    }
    return read.call(socket, size)
  }
}
