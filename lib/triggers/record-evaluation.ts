import type { Transaction } from '#lib/database/client.ts'

export type Evaluated = { segmentId: string } | { measureId: string }

/**
 * Records a successful evaluation of a segment or measure: history, latest value, thresholds and their events, in the
 * caller's transaction, under a lock on the object so that evaluations count in the order in which they commit.
 * Sets the object's value, evaluatedAt and status. One older than the latest is kept in the history and compared with nothing.
 * @returns the ids of the events that it caused
 */
export async function recordEvaluation(
  _tx: Transaction,
  _instance: { id: string; name: string },
  _object: Evaluated,
  _evaluation: { value: number; evaluatedAt: Date; jobId?: string },
): Promise<string[]> {
  throw new Error('being written')
}
