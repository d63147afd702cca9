import { createTranslator } from 'use-intl/core'
import { describe, expect, test } from 'vitest'
import { messagesOf } from '#lib/i18n/messages.ts'

type Texts = { [key: string]: string | Texts }

/** Every text by its path in dots. */
function texts(tree: Texts, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${prefix}${key}`, value] as [string, string]] : texts(value, `${prefix}${key}.`),
  )
}

/** The arguments of an ICU message: `{count, plural, =0 {none} …}` has count; the braces within are its branches. */
function placeholders(text: string): string[] {
  const names = new Set<string>()
  let depth = 0
  for (const [brace, name] of text.matchAll(/\{\s*(\w*)|\}/g)) {
    if (name && depth % 2 === 0) names.add(name)
    depth += brace === '}' ? -1 : 1
  }
  return [...names].sort()
}
const tags = (text: string) => [...new Set([...text.matchAll(/<(\w+)>/g)].map(([, name]) => name))].sort()

const english = texts(messagesOf('en') as unknown as Texts)
const dutch = new Map(texts(messagesOf('nl') as unknown as Texts))

describe('the texts', () => {
  test.each(english)('%s takes the same arguments in Dutch as in English', (path, text) => {
    expect(placeholders(dutch.get(path) ?? '')).toEqual(placeholders(text))
    expect(tags(dutch.get(path) ?? '')).toEqual(tags(text))
  })

  test.each(['en', 'nl'] as const)('every text in %s can be formatted', locale => {
    const failures: string[] = []
    const translate = createTranslator({
      locale,
      messages: messagesOf(locale),
      onError: error => failures.push(error.message),
    }) as unknown as { rich(key: string, values: object): unknown }
    for (const [path, text] of english) {
      const given = Object.fromEntries([
        ...placeholders(text).map(name => [name, 3]),
        ...tags(text).map(name => [name, (chunks: unknown) => chunks]),
      ])
      translate.rich(path, given)
    }
    expect(failures).toEqual([])
  })
})
