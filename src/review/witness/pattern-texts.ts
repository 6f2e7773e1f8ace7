/** Texts that match a pattern: only such texts can tell two patterns apart. */
import fc from 'fast-check'

/** Where patterns of the two contracts differ, and for any valid value. */
const counts = { differing: 1000, own: 20 } as const

const known = new Map<string, readonly string[]>()

/** None where the pattern cannot be read: nothing is proven then. */
export function textsMatching(
  pattern: string,
  purpose: keyof typeof counts,
): readonly string[] {
  const key = `${purpose} ${pattern}`
  const made = known.get(key) ?? sample(pattern, counts[purpose])
  known.set(key, made)
  return made
}

/** The same texts each time: a proof must not depend on luck. */
function sample(pattern: string, count: number): readonly string[] {
  try {
    const matching = fc.stringMatching(new RegExp(pattern, 'u'), { size: '-1' })
    const made = fc.sample(matching, { numRuns: count, seed: 1 })
    return made.toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1))
  } catch {
    return []
  }
}
