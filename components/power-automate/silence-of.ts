import type { CannotFire } from '#lib/subscriptions/silence/describe.ts'
import type { HookView } from '#lib/subscriptions/view.ts'

/** Why a subscription cannot fire, beside what its status says itself. */
export const silenceOf = ({ cannotFire = [], statusReasonCode }: HookView): CannotFire[] =>
  cannotFire.filter(({ code }) => code !== statusReasonCode)

/** Whether it is silent, and not just for now or by its status. */
export const isSilent = (hook: HookView): boolean => silenceOf(hook).some(({ severity }) => severity === 'cannotFire')
