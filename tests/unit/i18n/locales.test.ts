import { describe, expect, test } from 'vitest'
import { pickLocale } from '#lib/i18n/locales.ts'

describe('the language of a page', () => {
  test('is what was chosen in this browser, before everything else', () => {
    expect(pickLocale({ cookie: 'nl', person: 'en', acceptLanguage: 'en' })).toBe('nl')
  })

  test('then what the person set', () => {
    expect(pickLocale({ person: 'nl', acceptLanguage: 'en' })).toBe('nl')
  })

  test.each([
    ['nl-BE,nl;q=0.9,en;q=0.8', 'nl'],
    ['en;q=0.5, nl', 'nl'],
    ['fr, de;q=0.9, nl;q=0.1', 'nl'],
    ['nl;q=0, en', 'en'],
    ['fr', 'en'],
    ['', 'en'],
    [',;q=,*;;', 'en'],
  ])('then what the browser prefers: %s is %s', (acceptLanguage, locale) => {
    expect(pickLocale({ acceptLanguage })).toBe(locale)
  })

  test('a language that we do not have is not chosen', () => {
    expect(pickLocale({ cookie: 'tlh', person: 'fr' })).toBe('en')
  })
})
