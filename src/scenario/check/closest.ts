/** Finds the valid name closest to a mistyped one, as a hint for people. */
import { distance } from 'fastest-levenshtein'

/** Longer names are not compared: the cost grows with the square. */
const longestName = 100
const mostListed = 16

/** The closest valid name; undefined where none is close enough. */
export function closestName(
  name: string,
  valid: readonly string[],
): string | undefined {
  if (name.length > longestName) return undefined
  const limit = Math.max(1, Math.floor(name.length / 3))
  let best: string | undefined
  let bestDistance = limit + 1
  for (const candidate of valid) {
    const found = distanceBetween(name, candidate)
    if (found >= bestDistance) continue
    best = candidate
    bestDistance = found
  }
  return best
}

/** A difference in case, or a missing prefix, counts as no distance. */
function distanceBetween(name: string, candidate: string): number {
  const [a, b] = [name.toLowerCase(), candidate.toLowerCase()]
  if (a === b || b.endsWith(`.${a}`) || isEndOf(a, b)) return 0
  return isSwapOf(a, b) ? 1 : distance(a, b)
}

/** `session_id` of `client_session_id`, but not `id`. */
function isEndOf(a: string, b: string): boolean {
  return a.length > 4 && b.endsWith(`_${a}`)
}

/** Two neighbours in the wrong order are one typing error, not two. */
function isSwapOf(a: string, b: string): boolean {
  const at = [...a].findIndex((letter, index) => letter !== b[index])
  const swapped = `${a.slice(0, at)}${a[at + 1]}${a[at]}${a.slice(at + 2)}`
  return at >= 0 && swapped === b
}

/** `did you mean "…"?`, or the names that are valid. */
export function hintFor(name: string, valid: readonly string[]): string {
  const closest = closestName(name, valid)
  if (closest !== undefined) return `did you mean "${closest}"?`
  if (valid.length === 0) return 'there are none'
  const listed = valid.slice(0, mostListed).join(', ')
  const more = valid.length - mostListed
  return more > 0 ? `valid: ${listed} and ${more} more` : `valid: ${listed}`
}

/** A name as written, in quotes, on one line and not too long. */
export function quote(name: string): string {
  const inner = JSON.stringify(name).slice(1, -1).replaceAll('\\"', '"')
  return inner.length <= 80 ? `"${inner}"` : `"${inner.slice(0, 79)}…"`
}
