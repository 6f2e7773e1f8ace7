/** Holds: whether a text holds one of some secrets, however it is written. */
import { noNeedles } from './hints.ts'
import { Needles } from './needles.ts'
import { searchText } from './search.ts'
import type { How } from './search.ts'

/** @param hows also in part, say. */
export function holds(
  text: string,
  secrets: readonly string[],
  hows: readonly How[] = ['whole'],
): boolean {
  const needles = needlesOf(secrets)
  const seen = searchText(text, { needles }) ?? []
  return seen.some(({ name, how }) => name === known && hows.includes(how))
}

const known = 'known'

/** Many texts in turn are searched for the credentials of the cases that run at
 * once. */
const latest = new Map<string, Needles>()
const mostKept = 16

function needlesOf(secrets: readonly string[]): Needles {
  const key = secrets.join('\0')
  const kept = latest.get(key)
  if (kept) return kept
  const needles = new Needles(noNeedles)
  for (const secret of secrets) needles.add(secret, known)
  const [oldest] = latest.keys()
  if (latest.size === mostKept && oldest !== undefined) latest.delete(oldest)
  latest.set(key, needles)
  return needles
}
