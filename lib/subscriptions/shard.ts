import { createHash } from 'node:crypto'

const SHARDS = 64

/** Which of the 64 shards a subscription belongs to, for ever: by hash of its id. */
export const shardOf = (subscriptionId: string) =>
  createHash('sha256').update(subscriptionId).digest().readUInt8(0) % SHARDS
