/** Why a subscription is not simply active, and what to do. Codes are stored; the API says the sentence, the console its translation. */
export const STATUS_REASONS = {
  pausedByPerson: 'Paused by a person. Events are kept until it is resumed.',
  catchingUp: 'It is being resumed: what was kept is sorted first, which takes some seconds.',
  flowOff:
    'The flow is turned off. Events are kept; it is asked again every hour whether it is back. Turn the flow on, or resume the subscription.',
  notAuthorised:
    'The receiver refuses the callback address: its signature has expired or was changed. Events are kept. Save the flow again.',
  hostRefused:
    'Callbacks to this host are refused: it is not among the allowed hosts, or leads to an address that is never called. Events are kept; it is tried again every hour. A deployment administrator can allow the host.',
  autoPaused:
    'Nothing has reached the receiver for days, so it is not tried any more. Events are kept. Mend the receiver, then resume the subscription.',
  ownerGone:
    'Its owner has left, lost the right to own subscriptions, or was a key that is revoked. Events are kept. Hand it over to somebody else, or remove it.',
  flowGone:
    'The flow is gone: it was deleted without saying goodbye. Save the flow again, or remove the subscription; otherwise it is removed in time.',
  orphaned:
    'The receiver has refused the callback address for so long that the flow is taken to be gone. Save the flow again, or remove the subscription; otherwise it is removed in time.',
  receiverFailing: 'The last attempt failed. It is tried again.',
  circuitOpen:
    'The receiver keeps failing. Events are kept; it is asked again from time to time with the oldest one, and gets the others as soon as it answers. Resume it once the receiver is mended, to ask at once.',
} as const

export type StatusReason = keyof typeof STATUS_REASONS

export const reasonSentence = (code: string | null) =>
  code !== null && Object.hasOwn(STATUS_REASONS, code) ? STATUS_REASONS[code as StatusReason] : undefined
