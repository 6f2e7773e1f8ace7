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
  const needles = new Needles(noNeedles)
  for (const secret of secrets) needles.add(secret, known)
  const seen = searchText(text, { needles }) ?? []
  return seen.some(({ name, how }) => name === known && hows.includes(how))
}

const known = 'known'
