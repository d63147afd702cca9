import { createTranslator } from 'use-intl/core'
import { config } from '#lib/config.ts'
import { messagesOf } from '#lib/i18n/messages.ts'
import { remember } from '#lib/remember.ts'
import { placeOf, type Whereabouts } from '#lib/subscriptions/silence/places.ts'
import { isReason, type Place, REASONS, type ReasonCode, type Severity } from '#lib/subscriptions/silence/reasons.ts'

/** One reason for which a subscription cannot fire, and what to do about it. */
export type CannotFire = {
  code: ReasonCode
  severity: Severity
  detail: string
  remedy: string
  /** Where it is mended, and that as an address of the console. */
  place: Place
  link: string
}

/** Why a subscription cannot fire, as the API tells it; empty where it can. */
export function cannotFire(
  row: { instanceId: string; statusReason: string | null; silence: string[] },
  about: Whereabouts,
): CannotFire[] {
  const t = english()
  return [row.statusReason ?? '', ...row.silence].filter(isReason).map(code => ({
    code,
    severity: REASONS[code].severity,
    detail: t(`detail.${code}`),
    remedy: t(`remedy.${code}`),
    place: REASONS[code].place,
    link: linkTo(placeOf(REASONS[code].place, about), row.instanceId),
  }))
}

/** A reason with its remedy, in the language of the API. */
export function silenceSentence(code: string | null): string | undefined {
  const t = english()
  return code !== null && isReason(code) ? `${t(`detail.${code}`)} ${t(`remedy.${code}`)}` : undefined
}

function linkTo(place: string, instanceId: string): string {
  const url = new URL(place, config().appUrl)
  url.searchParams.set('environment', instanceId)
  return url.href
}

const english = () =>
  remember('silence-texts', () => createTranslator({ locale: 'en', messages: messagesOf('en'), namespace: 'silence' }))
