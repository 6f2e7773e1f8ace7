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

/** Many texts in turn are searched for the same credential. */
let last: { readonly secrets: readonly string[]; readonly needles: Needles } = {
  secrets: [],
  needles: new Needles(noNeedles),
}

function needlesOf(secrets: readonly string[]): Needles {
  const isLast =
    secrets.length === last.secrets.length &&
    secrets.every((secret, index) => secret === last.secrets[index])
  if (isLast) return last.needles
  const needles = new Needles(noNeedles)
  for (const secret of secrets) needles.add(secret, known)
  last = { secrets, needles }
  return needles
}
