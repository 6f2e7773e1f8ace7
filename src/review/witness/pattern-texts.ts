/** Texts that match a pattern: only such texts can tell two patterns apart. */
import { sample as draw, stringMatching } from 'fast-check'
import { readPattern, matchesOf } from '../../contract/validate/patterns.ts'

const tries = 1000
const mostKept = 20
const longest = 1000

const known = new Map<string, readonly string[]>()

/** A few; none where the pattern cannot be read. */
export function textsMatching(pattern: string): readonly string[] {
  return sample(pattern).slice(0, mostKept)
}

/** Texts that one of the patterns matches, and another one does not. */
export function textsApart(patterns: readonly string[]): readonly string[] {
  const texts = patterns.flatMap(sample)
  const matches = patterns.flatMap((one) => {
    const found = matchesOf(one, texts)
    return found ? [found] : []
  })
  const isApart = (index: number): boolean =>
    new Set(matches.map((found) => found[index])).size > 1
  // Where one side has no pattern, any text may be the one.
  return texts
    .filter((_, index) => patterns.length === 1 || isApart(index))
    .slice(0, mostKept)
}

/** The same texts each time: a proof must not depend on luck. */
function sample(pattern: string): readonly string[] {
  const made = known.get(pattern) ?? sampleAnew(pattern)
  known.set(pattern, made)
  return made
}

function sampleAnew(pattern: string): readonly string[] {
  const expression = pattern.length > longest ? undefined : readPattern(pattern)
  if (!expression) return []
  try {
    const matching = stringMatching(expression, { size: '-1' })
    const made = draw(matching, { numRuns: tries, seed: 1 })
    return made.toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1))
  } catch {
    return []
  }
}
