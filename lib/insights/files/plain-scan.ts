import { isBlank, LF, SPACE, TAB } from '#lib/insights/files/csv-bytes.ts'

/**
 * Looks through a plain file, whose delimiter is no blank. Counts the delimiters, as a row with one too many is told by
 * their number alone. Tells whether the blanks around values are regular, so that no value needs to be trimmed: none at
 * all, or one space after each delimiter.
 */
export class PlainScan {
  delimiters = 0
  areAfterDelimiters = false
  readonly #delimiter: number
  #isTight = false
  #last = LF
  #beforeLast = LF

  constructor(delimiter: number) {
    this.#delimiter = delimiter
  }

  /** At the end of the file. */
  get endsInBlank() {
    return isBlank(this.#last) && this.#beforeLast !== this.#delimiter
  }

  areRegular(chunk: Uint8Array): boolean {
    const delimiter = this.#delimiter
    let delimiters = 0
    let [last, beforeLast, isSpaced, isTight] = [this.#last, this.#beforeLast, this.areAfterDelimiters, this.#isTight]
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] as number
      if (byte === SPACE || byte === TAB) {
        if (last === LF || (byte === TAB && last === delimiter) || (isBlank(last) && beforeLast === delimiter))
          return false
        if (last === delimiter) isSpaced = true
      } else {
        if (last === delimiter) isTight = true
        if (byte === delimiter) delimiters++
        if ((byte === delimiter || byte === LF) && isBlank(last) && beforeLast !== delimiter) return false
      }
      beforeLast = last
      last = byte
    }
    this.delimiters += delimiters
    this.#last = last
    this.#beforeLast = beforeLast
    this.areAfterDelimiters = isSpaced
    this.#isTight = isTight
    return !(isSpaced && isTight)
  }
}
