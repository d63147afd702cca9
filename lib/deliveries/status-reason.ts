/** Why a delivery was cancelled. Codes are stored; the API says the sentence, the console its translation. */
export const DELIVERY_STATUS_REASONS = {
  notWanted: 'Not sent: whoever resumed the subscription chose to send nothing of what was kept.',
  superseded: 'Not sent: whoever resumed the subscription chose the latest event of each object, and this was not it.',
  tooOld: 'Not sent: it was older than whoever resumed the subscription wanted.',
  waitedTooLong: 'Not sent: it had waited longer than this deployment keeps what waits.',
  unsubscribed: 'Not sent: the subscription was removed.',
  flowGone: 'Not sent: the flow is gone.',
} as const

export type DeliveryStatusReason = keyof typeof DELIVERY_STATUS_REASONS

export const deliveryReasonSentence = (code: string | null) =>
  code !== null && Object.hasOwn(DELIVERY_STATUS_REASONS, code)
    ? DELIVERY_STATUS_REASONS[code as DeliveryStatusReason]
    : undefined
