/** Why a subscription is not simply active. Codes are stored; the API says the sentence, the console its translation. */
export const STATUS_REASONS = {
  pausedByPerson: 'Paused by a person. Events are kept until it is resumed.',
  flowOff: 'The flow is turned off. Events are kept; it is asked again every hour whether it is back.',
  notAuthorised:
    'The receiver refuses the callback address: its signature has expired or was changed. Save the flow again.',
  flowGone: 'The flow is gone: it was deleted without saying goodbye.',
  receiverFailing: 'The last attempt failed. It is tried again.',
  circuitOpen:
    'The receiver keeps failing. Events are kept; it is asked again from time to time with the oldest one, and gets the others as soon as it answers.',
} as const

export type StatusReason = keyof typeof STATUS_REASONS

export const reasonSentence = (code: string | null) =>
  code !== null && Object.hasOwn(STATUS_REASONS, code) ? STATUS_REASONS[code as StatusReason] : undefined
