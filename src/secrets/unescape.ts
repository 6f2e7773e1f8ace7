/** Unescape: a text without one level of its escapes. */
import { characters, special } from './characters.ts'
import { escapeAt } from './escapes.ts'
import type { Read } from './escapes.ts'
import { Pieces } from './view.ts'
import type { View } from './view.ts'

/** What is this far from every escape is the same as before, and left out: a
 * page of megabytes has few escapes. */
const near = 512

/** Stands for what was left out: no secret holds it. */
const gap = '\uffff'

/** The text without its escapes, around each of them. */
export function unescape(outer: View, read: Read = escapeAt): View {
  const { text } = outer
  const pieces = new Pieces()
  const copy = (from: number, to: number): void =>
    pieces.add(text.slice(from, to), { from, to })
  let copied = 0
  let hasFound = false
  let at = 0
  const table = characters
  while (at < text.length) {
    if (((table[text.charCodeAt(at)] ?? 0) & special) === 0) {
      at += 1
      continue
    }
    const escape = read(text, at)
    if (!escape) {
      at += 1
      continue
    }
    const end = hasFound ? copied + near : 0
    if (at - near > end) {
      copy(copied, end)
      pieces.add(gap, { from: end, to: at - near })
      copied = at - near
    }
    copy(copied, at)
    pieces.add(escape.meaning, { from: at, to: escape.to })
    copied = escape.to
    at = escape.to
    hasFound = true
  }
  copy(copied, Math.min(text.length, copied + near))
  return pieces.view(outer)
}
