/** The survey: one pass over a text that finds the values of a search, and all
 * that might hide one. Most texts hold neither, and cost only this pass. */
import { characters } from './characters.ts'
import type { Needles } from './needles.ts'
import { shortestRun } from './runs.ts'
import { shortestJwt, Surveyor } from './surveyor.ts'
import type { Lengths, Survey } from './surveyor.ts'

/** There is one: most texts are short, and it is used for one at a time. */
const surveyor = new Surveyor()

/** As many bytes one by one are a dump. */
const pairsOfDump = 8

/** Undefined where the text holds no secret, and nothing that could hide one. */
export function survey(
  text: string,
  needles: Needles,
  lengths?: Lengths,
): Survey | undefined {
  const slots = needles.slots
  const table = characters
  const { length } = text
  surveyor.begin(text, needles, lengths)
  // In numbers, as a call or an import costs time here: 0x100 is `inRun`, 0x200
  // is `special`, 0xff is `folded`, and the rest is `slotOf`.
  let four = 0
  let start = -1
  // Of runs of two characters in a row, or of four with `0x`.
  let pairs = 0
  let pairEnd = -1
  for (let at = 0; at < length; at += 1) {
    const meaning = table[text.charCodeAt(at)] ?? 0
    if ((meaning & 0x100) !== 0) {
      if (start < 0) start = at
    } else {
      if (start >= 0) {
        const size = at - start
        if (meaning === 0 && size < shortestRun) {
          const code = text.charCodeAt(at)
          if (code === 0x0a || code === 0x0d) surveyor.endLine(start, at)
        }
        if (size >= shortestJwt || surveyor.isInRun) surveyor.endRun(start, at)
        else if (size === 2 || size === 4) {
          pairs = start - pairEnd <= 2 ? pairs + 1 : 1
          pairEnd = at
          if (pairs === pairsOfDump) surveyor.seeDump()
        }
        start = -1
      }
      if ((meaning & 0x200) !== 0) surveyor.onSpecial(at)
      if ((meaning & 0xff) === 0) continue
      if (surveyor.isInRun) surveyor.breakRuns()
    }
    four = (four << 8) | (meaning & 0xff)
    if (slots[Math.imul(four, 0x9e3779b1) >>> 19] !== 0)
      surveyor.onFour(four, at)
  }
  if (start >= 0) surveyor.endRun(start, length)
  return surveyor.end()
}
