import type { Transaction } from '#lib/database/client.ts'
import { Unprocessable } from '#lib/errors.ts'
import { hasDimensions } from '#lib/insights/measures/definition.ts'
import type { Evaluated } from '#lib/triggers/record-evaluation.ts'

/** Names what a threshold is on: one of the two. */
export type ObjectName = { segmentName?: string; measureName?: string }

/**
 * Finds the segment or measure that a threshold may be set on.
 * @throws Unprocessable where there is none of that name, or the measure has dimensions and so is not one number
 */
export async function findObject(tx: Transaction, instanceId: string, name: ObjectName): Promise<Evaluated> {
  if (name.segmentName !== undefined) {
    const segment = await tx.segment.findUnique({ where: { instanceId_name: { instanceId, name: name.segmentName } } })
    if (!segment) throw unknown('segmentName', `There is no segment ${name.segmentName}.`)
    return { segmentId: segment.id }
  }
  const measureName = name.measureName ?? ''
  const measure = await tx.measure.findUnique({ where: { instanceId_name: { instanceId, name: measureName } } })
  if (!measure) throw unknown('measureName', `There is no measure ${measureName}.`)
  if (hasDimensions(measure.definition)) {
    throw unknown(
      'measureName',
      `The measure ${measureName} has dimensions; a threshold takes a business measure without one.`,
    )
  }
  return { measureId: measure.id }
}

const unknown = (path: string, message: string) => new Unprocessable(message, [{ path, message }])
