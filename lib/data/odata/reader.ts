import { misfit, type Token, tokens } from '#lib/data/odata/tokens.ts'
import type { Attribute } from '#lib/insights/port.ts'

/** Walks over the tokens of one query option, and knows the attributes that it may name. */
export class Reader {
  readonly #option: string
  readonly #attributes: Attribute[]
  readonly #tokens: Token[]
  #at = 0

  constructor(option: string, text: string, attributes: Attribute[]) {
    this.#option = option
    this.#attributes = attributes
    this.#tokens = tokens(option, text)
  }

  /** The token that comes next; it stays where it is. */
  get next(): Token {
    return this.#tokens[this.#at] as Token
  }

  /** Whether a word with a parenthesis after it comes next. */
  get isCall(): boolean {
    return this.next.kind === 'word' && this.#tokens[this.#at + 1]?.text === '('
  }

  take(): Token {
    const token = this.next
    if (token.kind !== 'end') this.#at++
    return token
  }

  /** Takes the next token if it is this word or mark. Words are told apart by lower case only, as OData 4.01 does. */
  takeIf(text: string): boolean {
    const { kind, text: found } = this.next
    const fits = (kind === 'word' || kind === 'mark') && found.toLowerCase() === text
    if (fits) this.take()
    return fits
  }

  expect(text: string) {
    if (!this.takeIf(text)) throw this.expected(text)
  }

  expectEnd(...alternatives: string[]) {
    if (this.next.kind !== 'end') throw this.expected([...alternatives, 'the end'].join(' or '))
  }

  /** Takes the name of an attribute. A character that OData has no place for is written _xHHHH_: `First_x0020_name`. */
  takeAttribute(): Attribute {
    const token = this.next
    if (token.kind !== 'word') throw this.expected('the name of an attribute')
    const name = token.text.replace(/_x([0-9a-f]{4})_/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
    const attribute = this.#attributes.find(candidate => candidate.name === name)
    if (!attribute) throw this.misfit(token, `there is no attribute ${name}; there are ${this.#names()}`)
    this.take()
    return attribute
  }

  expected(what: string) {
    const { kind, text } = this.next
    return this.misfit(this.next, `expected ${what}, found ${kind === 'end' ? 'the end' : text}`)
  }

  misfit({ position }: Token, what: string) {
    return misfit(this.#option, position, what)
  }

  #names() {
    const names = this.#attributes.map(({ name }) => name)
    return names.length > 30 ? `${names.slice(0, 30).join(', ')} and ${names.length - 30} more` : names.join(', ')
  }
}
