/** Short lines: lines in a row that are of one length, and together as long as a
 * run. */
import { isIgnored } from './characters.ts'
import { shortestRun } from './runs.ts'

const shortestLine = 4

/** Line breaks and blanks between two lines. */
const widestMargin = 40

export class ShortLines {
  #from = 0
  #to = 0
  #size = 0
  #count = 0

  clear(): void {
    this.#count = 0
  }

  /** @returns where the first one begins, or -1 while they are too few. */
  add(text: string, from: number, to: number): number {
    if (to - from < shortestLine) return -1
    if (this.isNext(text, from, to)) this.#count += 1
    else {
      this.#from = from
      this.#size = to - from
      this.#count = 1
    }
    this.#to = to
    return this.#count * this.#size < shortestRun ? -1 : this.#from
  }

  extend(to: number): void {
    this.#to = to
  }

  isNext(text: string, from: number, to: number): boolean {
    if (this.#count === 0 || this.#size !== to - from) return false
    if (from - this.#to > widestMargin) return false
    for (let at = this.#to; at < from; at += 1) {
      if (!isIgnored(text, at)) return false
    }
    return true
  }
}
