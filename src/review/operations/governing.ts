/** Governing: which entry of a contract holds for a status or a media type: the
 * exact one, then its range, then the default (OpenAPI 3.0.3 §4.7.14, §4.7.16). */
import type { Contents } from './surface.ts'

type Entries<Value> = ReadonlyMap<string, Value>

/** Each name that either of them writes. */
export function namesOf(
  old: Entries<unknown>,
  fresh: Entries<unknown>,
): readonly string[] {
  return [...new Set([...old.keys(), ...fresh.keys()])]
}

/** @param status `404`, `4XX` or `default`. */
export function replyFor<Value>(
  replies: Entries<Value>,
  status: string,
): Value | undefined {
  const range = `${status.charAt(0)}XX`
  const named = replies.get(status) ?? replies.get(range)
  if (named !== undefined) return named
  const isGoverned = !isSuccess(status) || isDefaultSuccess(replies)
  return isGoverned ? replies.get('default') : undefined
}

export function isSuccess(status: string): boolean {
  return /^[23]/.test(status)
}

/** By convention the default is a failure, unless no success is written. */
export function isDefaultSuccess(replies: Entries<unknown>): boolean {
  return replies.has('default') && ![...replies.keys()].some(isSuccess)
}

/** @param name `a/b`, `a/*` or any type. */
export function contentFor(contents: Contents, name: string) {
  const range = `${name.split('/')[0]}/*`
  return contents.get(name) ?? contents.get(range) ?? contents.get('*/*')
}

/** Whether something below the range is written: a status, or a media type. */
export function hasBelow(entries: Entries<unknown>, range: string): boolean {
  const wide = range.endsWith('/*') ? range.slice(0, -1) : range.slice(0, 1)
  const isRange = /^\dXX$|\/\*$/.test(range)
  return (
    isRange &&
    [...entries.keys()].some((name) => wide === '*/' || name.startsWith(wide))
  )
}
